/** What the global setup, or whoever keeps a console running for the tests, says of it. */
function told(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the global setup of the browser tests sets it`);
  return value;
}

/** The console under test, without a trailing slash. */
export const consoleUrl = (): string => told("E2E_URL");
/** Password of the sample's staff, and of everybody the tests add. */
export const staffPassword = (): string => told("E2E_PASSWORD");
/** A key of the platform with every scope. */
export const apiKey = (): string => told("E2E_API_KEY");
export const databaseUrl = (): string => told("E2E_DATABASE_URL");
/** Where the mail server puts what it got. */
export const mailFolder = (): string => told("E2E_MAIL_FOLDER");
