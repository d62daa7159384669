// `npm run demo`: from a bare clone to a console with a sample platform on http://localhost:3000.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Guard, runGuarded } from "@/db/embedded/guard";
import { Unmet } from "@/db/embedded/unmet";
import { migrate } from "@/db/migrate";
import { isBuildCurrent, makeBuild, ROOT } from "./build";
import { isPortTaken, startConsole, wantedPort } from "./console-server";
import { type Installation, openInstallation } from "./installation";
import { formatDuration, step } from "./progress";
import {
  changeSamplePassword,
  createSampleKey,
  fillSample,
  findRestrictedMember,
  isEmpty,
  SAMPLE_STAFF,
} from "./sample";

/** The sample staff's password: the one asked for, else the one they have, else a new one. */
function wantedPassword(installation: Installation): string {
  const given = process.env.DEMO_PASSWORD;
  if (given !== undefined && given.length < 8) {
    throw new Unmet(
      "DEMO_PASSWORD is shorter than 8 characters: choose a longer one, or leave it out to get a random one.",
    );
  }
  return given ?? installation.kept.password ?? randomBytes(9).toString("base64url");
}

/** Fills an empty database; a database with data in it is left as it is. */
async function prepareSample(installation: Installation): Promise<void> {
  const { url } = installation.database;
  const password = wantedPassword(installation);
  if (await isEmpty(url)) {
    await step("Sample platform: 120 days of members, messages, reports and decisions", (report) =>
      fillSample(url, { size: "full", password, report }),
    );
  } else if (password !== installation.kept.password) {
    await step("Password of the sample staff", () => changeSamplePassword(url, password));
  }
  installation.keep({ password });
  if (installation.kept.apiKey === null) {
    installation.keep({ apiKey: await step("API key", () => createSampleKey(url)) });
  }
}

/** Something to ask over the API: may a restricted member write, or where there is none, what changed for members. */
async function exampleRequest(url: string, { database, kept }: Installation): Promise<string> {
  const key = `-H "Authorization: Bearer ${kept.apiKey}"`;
  const pair = await findRestrictedMember(database.url);
  if (pair === null) return `curl -s "${url}/api/v1/restrictions?limit=5" ${key}`;
  const message = {
    id: "try-1",
    ...pair,
    conversationId: "try-1",
    channel: "chat",
    degree: 1,
    sharedConnections: 3,
    isReply: false,
    automated: false,
    body: "Hello! Are you free on Thursday?",
  };
  return `curl -s ${url}/api/v1/send-checks ${key} \\
         -H "Content-Type: application/json" -d '${JSON.stringify(message)}'`;
}

function welcome(url: string, { kept }: Installation, example: string, startedAt: number): string {
  const people = SAMPLE_STAFF.map(({ email, duty }) => `    ${email.padEnd(27)} ${duty}`);
  return `
  Lockkeeper is ready after ${formatDuration(Date.now() - startedAt)}:  ${url}

  Sign in with the password  ${kept.password}  as
${people.join("\n")}

  API key of the sample platform (every scope):
    ${kept.apiKey}

  Four things to try:
    1. Sign in as moderator@lockkeeper.test, open the queue, choose "Review next", and decide a case.
    2. Open Analytics as analyst@lockkeeper.test: every chart has its table and the definition of its figure.
    3. Open Policies as policy@lockkeeper.test: try a message in the playground, back-test the draft on the past
       months, propose it, and approve it as lead@lockkeeper.test. Held messages wait in the queue's tab "Locked".
    4. Ask, as the platform does before each message, whether a member with a restriction may write:
       ${example}

  The data is kept between starts. Press Ctrl-C to stop.
`;
}

async function demo(guard: Guard): Promise<number> {
  const startedAt = Date.now();
  const port = wantedPort();
  if (await isPortTaken(port)) {
    throw new Unmet(
      `Port ${port} is taken by another program: end it, or choose another port with PORT=${port + 1} npm run demo.`,
    );
  }
  process.env.LOCKKEEPER_URL = `http://localhost:${port}`;
  const installation = await step(
    process.env.DATABASE_URL ? "Database of DATABASE_URL" : "Embedded PostgreSQL",
    () => openInstallation(guard),
  );
  const { database } = installation;
  if (database.version) console.log(`    PostgreSQL ${database.version}`);
  await step("Database shape", () => migrate(database.url));
  await prepareSample(installation);
  if (!(await isBuildCurrent()))
    await step("Production build (a minute or two the first time)", () => makeBuild(guard));
  const log = join(ROOT, ".lockkeeper", "logs", "console.log");
  const server = await step("Console", () =>
    startConsole({ guard, mode: "start", port, log, env: { DATABASE_URL: database.url } }),
  );
  console.log(welcome(server.url, installation, await exampleRequest(server.url, installation), startedAt));
  const code = await server.ended;
  throw new Unmet(`The console ended by itself (code ${code}); its output is in ${log}`);
}

await runGuarded(demo);
