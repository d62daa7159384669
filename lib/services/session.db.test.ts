import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import type { Actor } from "@/lib/domain/actor";
import { findSession, signIn, signOut } from "./session";
import { createStaff, setPassword, setStaffAccess } from "./staff";

const INSTALLER: Actor = { kind: "system", id: "installer" };
const PASSWORD = "a long enough password";

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= "0123456789abcdef0123456789abcdef";
  fixture = await createTestDatabase();
  database = connect(fixture.url);
});

afterAll(async () => {
  await database.close();
  await fixture.drop();
});

async function person(email: string): Promise<string> {
  const made = await createStaff(database, INSTALLER, {
    email,
    displayName: "Ines Vale",
    role: "moderator",
    password: PASSWORD,
  });
  if (!made.ok) throw new Error(made.error.code);
  return made.value.staffId;
}

const attempt = (email: string, password = PASSWORD, address = "10.0.0.1") =>
  signIn(database, { email, password, address, userAgent: "test" });

async function signedIn(email: string): Promise<string> {
  const opened = await attempt(email);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.sessionId;
}

/** Moves a session's clock back as the owner of the table, past the fence. */
async function age(staffId: string, change: string): Promise<void> {
  const client = new pg.Client({ connectionString: fixture.url });
  await client.connect();
  await client.query("alter table staff_sessions disable trigger a_fence");
  await client.query(`update staff_sessions set ${change} where staff_id = $1`, [staffId]);
  await client.query("alter table staff_sessions enable trigger a_fence");
  await client.end();
}

describe("a session", () => {
  test("opens with the right password, whatever the case of the address, and is found at every request", async () => {
    const staffId = await person("ines@lockkeeper.test");
    const opened = await attempt("INES@lockkeeper.test ");
    expect(opened).toMatchObject({ ok: true, value: { staffId } });
    if (!opened.ok) return;
    expect(await findSession(database, opened.value.sessionId)).toMatchObject({ staffId, role: "moderator" });
    const stored = await database.db.execute(
      sql`select encode(session_hash, 'escape') as kept from staff_sessions`,
    );
    expect(JSON.stringify(stored.rows)).not.toContain(opened.value.sessionId);
  });

  test("is gone at the next request after sign-out, deactivation and a new password", async () => {
    const staffId = await person("gone@lockkeeper.test");
    const first = await signedIn("gone@lockkeeper.test");
    await signOut(database, INSTALLER, first);
    expect(await findSession(database, first)).toBeNull();

    const second = await signedIn("gone@lockkeeper.test");
    await setPassword(database, INSTALLER, { email: "gone@lockkeeper.test", password: `${PASSWORD}!` });
    expect(await findSession(database, second)).toBeNull();
    expect(await attempt("gone@lockkeeper.test")).toMatchObject({
      ok: false,
      error: { code: "wrong_credentials" },
    });

    await setPassword(database, INSTALLER, { email: "gone@lockkeeper.test", password: PASSWORD });
    const third = await signedIn("gone@lockkeeper.test");
    await setStaffAccess(database, INSTALLER, { staffId, role: "moderator", isActive: false });
    expect(await findSession(database, third)).toBeNull();
    expect(await attempt("gone@lockkeeper.test")).toMatchObject({
      ok: false,
      error: { code: "wrong_credentials" },
    });
  });

  test("carries a new role at the next request", async () => {
    const staffId = await person("demoted@lockkeeper.test");
    const sessionId = await signedIn("demoted@lockkeeper.test");
    await setStaffAccess(database, INSTALLER, { staffId, role: "analyst", isActive: true });
    expect(await findSession(database, sessionId)).toMatchObject({ role: "analyst" });
  });

  test.each([
    ["idle for half an hour", "last_seen_at = now() - interval '30 minutes'"],
    ["twelve hours old", "expires_at = now()"],
    ["revoked", "revoked_at = now()"],
  ])("is over when %s", async (_what, change) => {
    const email = `${change.slice(0, 5)}@lockkeeper.test`;
    const staffId = await person(email);
    const sessionId = await signedIn(email);
    await age(staffId, change);
    expect(await findSession(database, sessionId)).toBeNull();
  });

  test("is kept alive by requests, written at most once a minute", async () => {
    const staffId = await person("alive@lockkeeper.test");
    const sessionId = await signedIn("alive@lockkeeper.test");
    await age(staffId, "last_seen_at = now() - interval '29 minutes'");
    expect(await findSession(database, sessionId)).not.toBeNull();
    const seen = () =>
      database.db.execute(sql`select last_seen_at, op_id from staff_sessions where staff_id = ${staffId}`);
    const touched = (await seen()).rows;
    expect(await findSession(database, sessionId)).not.toBeNull();
    expect((await seen()).rows).toEqual(touched);
  });

  test("is not opened by an unknown person, a stranger's guess, or a megabyte of password", async () => {
    for (const [email, password] of [
      ["nobody@lockkeeper.test", PASSWORD],
      ["ines@lockkeeper.test", "wrong"],
      ["ines@lockkeeper.test", "x".repeat(1_048_576)],
      ["\u0000@lockkeeper.test", PASSWORD],
    ] as const) {
      expect(await attempt(email, password, "10.0.9.9")).toEqual({
        ok: false,
        error: { code: "wrong_credentials" },
      });
    }
  });
});

describe("attempts", () => {
  test("are limited for an account from one address, while its owner still gets in from another", async () => {
    await person("target@lockkeeper.test");
    for (let n = 0; n < 5; n++) {
      expect(await attempt("target@lockkeeper.test", "guess", "10.6.6.6")).toMatchObject({
        error: { code: "wrong_credentials" },
      });
    }
    expect(await attempt("target@lockkeeper.test", PASSWORD, "10.6.6.6")).toMatchObject({
      error: { code: "too_many_attempts", retryAfterSeconds: 900 },
    });
    expect(await attempt("target@lockkeeper.test", PASSWORD, "10.7.7.7")).toMatchObject({ ok: true });
  });

  test("made all at once count like the same attempts in a row", async () => {
    await person("burst@lockkeeper.test");
    const guesses = Array.from({ length: 30 }, (_, nth) =>
      attempt("burst@lockkeeper.test", `guess ${nth}`, "10.6.6.7"),
    );
    const codes = (await Promise.all(guesses)).map((answer) => (answer.ok ? "in" : answer.error.code));
    expect(codes.filter((code) => code === "wrong_credentials")).toHaveLength(5);
    expect(codes.filter((code) => code === "too_many_attempts")).toHaveLength(25);
  });

  test("at other accounts, even in one burst, end soon; who signed in from there before still gets in", async () => {
    await person("regular@lockkeeper.test");
    await person("newcomer@lockkeeper.test");
    expect(await attempt("regular@lockkeeper.test", PASSWORD, "10.6.6.8")).toMatchObject({ ok: true });
    const spread = Array.from({ length: 60 }, (_, nth) =>
      attempt(`guess-${nth}@lockkeeper.test`, PASSWORD, "10.6.6.8"),
    );
    const codes = (await Promise.all(spread)).map((answer) => (answer.ok ? "in" : answer.error.code));
    expect(codes.filter((code) => code === "wrong_credentials").length).toBeLessThan(34);
    expect(await attempt("newcomer@lockkeeper.test", PASSWORD, "10.6.6.8")).toMatchObject({
      error: { code: "too_many_attempts" },
    });
    expect(await attempt("regular@lockkeeper.test", PASSWORD, "10.6.6.8")).toMatchObject({ ok: true });
  });

  test("leave a trail: each refusal and each sign-in has its audit entry", async () => {
    const counted = await database.db.execute(
      sql`select (select count(*) from sign_in_attempts)::int as attempts,
                 (select count(*) from audit_entries where command like 'session.sign_in%')::int as entries`,
    );
    const [found] = counted.rows as { attempts: number; entries: number }[];
    expect(found?.attempts).toBeGreaterThan(0);
    expect(found?.entries).toBe(found?.attempts);
  });

  test("an address is taken once, whatever its case", async () => {
    const again = await createStaff(database, INSTALLER, {
      email: "Ines@Lockkeeper.test",
      displayName: "Another",
      role: "analyst",
      password: PASSWORD,
    });
    expect(again).toEqual({ ok: false, error: { code: "email_taken" } });
  });
});
