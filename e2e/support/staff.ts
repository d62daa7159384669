import { connect, type Database } from "@/db/connect";
import type { Actor } from "@/lib/domain/actor";
import type { Role } from "@/lib/domain/permission";
import { createStaff, setPassword, setStaffAccess } from "@/lib/services/staff";
import { databaseUrl, staffPassword } from "./console";
import { unique } from "./platform";

const ACTOR: Actor = { kind: "system", id: "browser-tests" };

/** Somebody who can sign in. */
export type Person = { staffId: string; email: string; name: string; role: Role };

/** Works on the console's database through its services. */
export async function onDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(databaseUrl());
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Adds a person of their own for a test; their password is that of the sample's staff. */
export function addStaff(role: Role, name = `Reviewer ${unique()}`): Promise<Person> {
  return onDatabase(async (database) => {
    const email = `${unique()}@lockkeeper.test`;
    const added = await createStaff(database, ACTOR, {
      email,
      displayName: name,
      role,
      password: staffPassword(),
    });
    if (!added.ok) throw new Error(`${email} was refused: ${added.error.code}`);
    return { staffId: added.value.staffId, email, name, role };
  });
}

/** Gives a person another role, in force at their next request. */
export function changeRole(person: Person, role: Role): Promise<void> {
  return onDatabase(async (database) => {
    const set = await setStaffAccess(database, ACTOR, { staffId: person.staffId, role, isActive: true });
    if (!set.ok) throw new Error(`the role was refused: ${set.error.code}`);
  });
}

/** Ends every session of a person, as a new password does. */
export function endSessions(person: Person): Promise<void> {
  return onDatabase(async (database) => {
    const set = await setPassword(database, ACTOR, { email: person.email, password: staffPassword() });
    if (!set.ok) throw new Error(`ending the sessions was refused: ${set.error.code}`);
  });
}

/** Reads rows of the console's database; the tests write through services and the API only. */
export function readRows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return onDatabase(async ({ pool }) => (await pool.query<T>(text, values)).rows);
}
