import { z } from "zod";

const schema = z.object({
  LOCKKEEPER_URL: z.url().default("http://localhost:3000"),
  /** Key of the link tokens and of the attempt limiter; 32 random bytes in base64url or hex. */
  LOCKKEEPER_SECRET: z.string().min(32),
  SMTP_URL: z.string().optional(),
  SMTP_FROM: z.string().default("Quayside Safety <safety@quayside.example>"),
  LOCKKEEPER_PLATFORM: z.string().default("Quayside"),
  LOCKKEEPER_PLATFORM_CONTACT: z.string().default("safety@quayside.example"),
});

/** What an installation is told from outside. */
export type Env = {
  /** Where the console is reached, without a trailing slash. */
  url: string;
  secret: string;
  smtp: { url: string; from: string } | null;
  /** The platform whose members are moderated, as members know it. */
  platform: { name: string; contact: string };
};

/**
 * Reads the environment.
 * @throws with the name of each variable that is missing or wrong.
 */
export function env(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(
      `These settings are missing or wrong: ${names}. \`npm run demo\` sets them; see README.md.`,
    );
  }
  const { data } = parsed;
  return {
    url: data.LOCKKEEPER_URL.replace(/\/$/, ""),
    secret: data.LOCKKEEPER_SECRET,
    smtp: data.SMTP_URL ? { url: data.SMTP_URL, from: data.SMTP_FROM } : null,
    platform: { name: data.LOCKKEEPER_PLATFORM, contact: data.LOCKKEEPER_PLATFORM_CONTACT },
  };
}
