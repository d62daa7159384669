import { createHash, createHmac, randomBytes } from "node:crypto";
import { and, count, eq, gt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { signInAttempts, staff, staffSessions } from "@/db/schema/staff";
import { isStorable } from "@/lib/contracts/text";
import type { Actor } from "@/lib/domain/actor";
import type { Role } from "@/lib/domain/permission";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { checkSignInAttempts, SESSION_IDLE_MS, SESSION_MS, SIGN_IN_WINDOW_MS } from "@/lib/domain/session";
import { env } from "@/lib/env";
import { verifyPassword } from "./password";
import { runOperation } from "./run-operation";
import { inTurn } from "./turns";

/** A signed-in person, read afresh at every request. */
export type StaffSession = {
  sessionId: string;
  staffId: string;
  displayName: string;
  email: string;
  role: Role;
  languages: string[];
};

export type SignInRefusal =
  | { code: "wrong_credentials" }
  | { code: "too_many_attempts"; retryAfterSeconds: number };

const DOOR: Actor = { kind: "system", id: "sign-in" };

function hashOf(sessionId: string): Buffer {
  return createHash("sha256").update(sessionId).digest();
}

function blind(value: string): Buffer {
  return createHmac("sha256", env().secret).update(`sign-in:${value}`).digest();
}

/** Failures of the last 15 minutes: of the account from this address, of the account, of the address; and whether it is known here. */
async function failures({ db }: Pick<Database, "db">, accountHash: Buffer, addressHash: Buffer) {
  const since = sql`now() - ${`${SIGN_IN_WINDOW_MS} milliseconds`}::interval`;
  const isRecent = and(gt(signInAttempts.at, since), eq(signInAttempts.hasSucceeded, false));
  const [[account], [address], [success]] = await Promise.all([
    db
      .select({
        all: count(),
        here: sql<number>`(count(*) filter (where ${signInAttempts.addressHash} = ${addressHash}))::int`,
      })
      .from(signInAttempts)
      .where(and(eq(signInAttempts.accountHash, accountHash), isRecent)),
    db
      .select({ all: count() })
      .from(signInAttempts)
      .where(and(eq(signInAttempts.addressHash, addressHash), isRecent)),
    db
      .select({ attemptId: signInAttempts.attemptId })
      .from(signInAttempts)
      .where(
        and(
          eq(signInAttempts.accountHash, accountHash),
          eq(signInAttempts.addressHash, addressHash),
          eq(signInAttempts.hasSucceeded, true),
        ),
      )
      .limit(1),
  ]);
  return {
    here: account?.here ?? 0,
    account: account?.all ?? 0,
    address: address?.all ?? 0,
    isKnown: success !== undefined,
  };
}

type SignInInput = { email: string; password: string; address: string; userAgent: string | null };
type SignedIn = Result<{ sessionId: string; staffId: string }, SignInRefusal>;

/** So many attempts from one address are weighed at once. */
const LANES = 4;

/**
 * Opens a session for an e-mail and password. Attempts at one account are weighed one after the other, so that a burst
 * counts like the same attempts in a row; of those from one address at most three slip in before a failure counts.
 * Refusals: `wrong_credentials` (unknown, inactive and wrong password look alike and cost the same);
 * `too_many_attempts`, see `checkSignInAttempts`.
 */
export async function signIn(database: Database, input: SignInInput): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase();
  const accountHash = blind(`account:${email}`);
  const addressHash = blind(`address:${input.address}`);
  const lane = accountHash.readUInt8(0) % LANES;
  return inTurn(`sign-in:${accountHash.toString("hex")}`, () =>
    inTurn(`sign-in:${addressHash.toString("hex")}:${lane}`, () =>
      weigh(database, { ...input, email }, accountHash, addressHash),
    ),
  );
}

async function weigh(
  database: Database,
  input: SignInInput,
  accountHash: Buffer,
  addressHash: Buffer,
): Promise<SignedIn> {
  const allowed = checkSignInAttempts(await failures(database, accountHash, addressHash));
  if (!allowed.ok) return allowed;
  // Nobody's address holds a character that cannot be stored; the question itself would fail.
  const [person] = isStorable(input.email)
    ? await database.db
        .select({ staffId: staff.staffId, passwordHash: staff.passwordHash, isActive: staff.isActive })
        .from(staff)
        .where(eq(sql`lower(${staff.email})`, input.email))
    : [];
  const fits = await verifyPassword(person?.isActive ? person.passwordHash : null, input.password);
  const attempt = {
    attemptId: uuidv7(),
    accountHash,
    addressHash,
    hasSucceeded: fits && person !== undefined,
  };
  if (!fits || !person) {
    await runOperation(database, { actor: DOOR, command: "session.sign_in_refused" }, async (op) => {
      await op.tx.insert(signInAttempts).values({ ...attempt, at: op.at, opId: op.operationId });
      op.audit({ subjectType: "sign_in", subjectId: person?.staffId ?? "unknown" });
      return ok(null);
    });
    return refuse({ code: "wrong_credentials" });
  }
  const sessionId = randomBytes(32).toString("base64url");
  await runOperation(database, { actor: DOOR, command: "session.sign_in" }, async (op) => {
    await op.tx.insert(signInAttempts).values({ ...attempt, at: op.at, opId: op.operationId });
    await op.tx.insert(staffSessions).values({
      sessionHash: hashOf(sessionId),
      staffId: person.staffId,
      createdAt: op.at,
      lastSeenAt: op.at,
      expiresAt: new Date(op.at.getTime() + SESSION_MS),
      userAgent: input.userAgent?.slice(0, 300) ?? null,
      opId: op.operationId,
    });
    op.audit({ subjectType: "staff", subjectId: person.staffId });
    return ok(null);
  });
  return ok({ sessionId, staffId: person.staffId });
}

const findLive = (db: Database["db"]) =>
  db
    .select({
      staffId: staff.staffId,
      displayName: staff.displayName,
      email: staff.email,
      role: staff.role,
      languages: staff.languages,
      isStale: sql<boolean>`${staffSessions.lastSeenAt} < now() - interval '1 minute'`,
    })
    .from(staffSessions)
    .innerJoin(staff, eq(staff.staffId, staffSessions.staffId))
    .where(
      sql`${staffSessions.sessionHash} = ${sql.placeholder("hash")} and ${staffSessions.revokedAt} is null
        and ${staffSessions.expiresAt} > now() and ${staff.isActive}
        and ${staffSessions.lastSeenAt} > now() - ${sql.placeholder("idle")}::interval`,
    )
    .prepare("session_find_live");
const prepared = new WeakMap<object, ReturnType<typeof findLive>>();

/**
 * The person behind a session id, from the database at every request; null when the session was ended, has expired, was
 * idle for 30 minutes, or the person may no longer sign in. An open stream asks without `isActivity`: it keeps nobody
 * signed in.
 */
export async function findSession(
  database: Database,
  sessionId: string,
  options: { isActivity: boolean } = { isActivity: true },
): Promise<StaffSession | null> {
  let query = prepared.get(database.db);
  if (!query) {
    query = findLive(database.db);
    prepared.set(database.db, query);
  }
  const hash = hashOf(sessionId);
  const [found] = await query.execute({ hash, idle: `${SESSION_IDLE_MS} milliseconds` });
  if (!found) return null;
  const { isStale, ...person } = found;
  if (isStale && options.isActivity) {
    const actor: Actor = { kind: "staff", id: person.staffId, role: person.role, name: person.displayName };
    await runOperation(database, { actor, command: "session.touch" }, async (op) => {
      await op.tx
        .update(staffSessions)
        .set({ lastSeenAt: op.at, opId: op.operationId })
        .where(eq(staffSessions.sessionHash, hash));
      return ok(null);
    });
  }
  return { sessionId, ...person };
}

/** Ends a session; in force at the next request of any process. */
export async function signOut(database: Database, actor: Actor, sessionId: string): Promise<void> {
  await runOperation(database, { actor, command: "session.sign_out" }, async (op) => {
    await op.tx
      .update(staffSessions)
      .set({ revokedAt: op.at, opId: op.operationId })
      .where(eq(staffSessions.sessionHash, hashOf(sessionId)));
    op.audit({ subjectType: "staff", subjectId: actor.id });
    return ok(null);
  });
}
