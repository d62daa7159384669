import pg from "pg";
import { connect } from "@/db/connect";
import { seed } from "@/db/seed/seed";
import type { Actor } from "@/lib/domain/actor";
import { API_SCOPES } from "@/lib/domain/permission";
import { createApiKey } from "@/lib/services/api-key";
import { setPassword } from "@/lib/services/staff";
import type { Report } from "./progress";

/** The people of the sample platform and what each is there for. */
export const SAMPLE_STAFF = [
  { email: "moderator@lockkeeper.test", duty: "moderator: works the queue" },
  { email: "moderator2@lockkeeper.test", duty: "a second moderator: reviews appeals against the first" },
  { email: "lead@lockkeeper.test", duty: "senior moderator: the same, the team and the record" },
  { email: "policy@lockkeeper.test", duty: "policy manager: rules, figures, the outbox" },
  { email: "analyst@lockkeeper.test", duty: "analyst: reads everything, decides nothing" },
  { email: "admin@lockkeeper.test", duty: "administrator: staff and settings" },
] as const;

const ACTOR: Actor = { kind: "system", id: "demo" };

/** Whether nothing has been put into the database yet: no member and nobody on the staff. */
export async function isEmpty(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ empty: boolean }>(
      "select not exists (select 1 from members) and not exists (select 1 from staff) as empty",
    );
    return rows[0]?.empty === true;
  } finally {
    await client.end();
  }
}

/** Fills an empty database with the sample platform, its staff sharing one password. */
export async function fillSample(
  url: string,
  options: { size: "full" | "small"; password: string; report: Report },
): Promise<void> {
  await seed(url, { size: options.size, password: options.password, progress: options.report });
}

/** Gives the sample staff another password, which ends their sessions. People who are not there are left out. */
export async function changeSamplePassword(url: string, password: string): Promise<void> {
  const database = connect(url);
  try {
    for (const { email } of SAMPLE_STAFF) {
      const result = await setPassword(database, ACTOR, { email, password });
      if (!result.ok && result.error.code !== "not_found") {
        throw new Error(`the password of ${email} was refused: ${result.error.code}`);
      }
    }
  } finally {
    await database.close();
  }
}

/** Makes an API key with every scope and returns it; it cannot be read again. */
export async function createSampleKey(url: string): Promise<string> {
  const database = connect(url);
  try {
    const result = await createApiKey(database, ACTOR, { name: "Sample platform", scopes: [...API_SCOPES] });
    if (!result.ok) throw new Error(`the API key was refused: ${result.error.code}`);
    return result.value.key;
  } finally {
    await database.close();
  }
}
