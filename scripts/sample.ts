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

/** Gives everybody of the sample staff another password, which ends their sessions. */
export async function changeSamplePassword(url: string, password: string): Promise<void> {
  const database = connect(url);
  try {
    const { rows } = await database.pool.query<{ email: string }>(
      "select email from staff where email like '%@lockkeeper.test' order by email",
    );
    for (const { email } of rows) {
      const result = await setPassword(database, ACTOR, { email, password });
      if (!result.ok) throw new Error(`the password of ${email} was refused: ${result.error.code}`);
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

/** A member of the sample who may not begin a chat at this moment, and another to write to; null when there is none. */
export async function findRestrictedMember(
  url: string,
): Promise<{ senderId: string; recipientId: string } | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ senderId: string; recipientId: string }>(
      `select r.member_id as "senderId",
              (select m.member_id from members m where m.member_id <> r.member_id order by m.member_id limit 1) as "recipientId"
         from restrictions r
        where r.lifted_at is null and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now() + interval '1 hour')
          and r.measure in ('messaging_disabled', 'temporary_block') and r.audience = 'anyone'
          and 'chat' = any (r.channels) and 'start' = any (r.directions)
        order by r.ends_at desc nulls first, r.restriction_id
        limit 1`,
    );
    return rows[0] ?? null;
  } finally {
    await client.end();
  }
}
