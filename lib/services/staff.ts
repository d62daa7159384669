import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { staff, staffSessions } from "@/db/schema/staff";
import type { Actor } from "@/lib/domain/actor";
import type { Role } from "@/lib/domain/permission";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { hashPassword } from "./password";
import { postgresError } from "./postgres-error";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";

export type NewStaff = {
  email: string;
  displayName: string;
  role: Role;
  password: string;
  languages?: string[];
};

/**
 * Adds a person to the staff.
 * Refusal: `email_taken` when somebody has the address already, whatever its case.
 */
export async function createStaff(
  database: Database,
  actor: Actor,
  input: NewStaff,
): Promise<Result<{ staffId: string }, { code: "email_taken" } | OperationRefusal>> {
  const staffId = uuidv7();
  const passwordHash = await hashPassword(input.password);
  try {
    return await runOperation(
      database,
      { actor, command: "staff.create", payload: { staffId }, permission: "team.manage" },
      async (op) => {
        await op.tx.insert(staff).values({
          staffId,
          email: input.email,
          displayName: input.displayName,
          role: input.role,
          passwordHash,
          languages: input.languages ?? ["en"],
          createdAt: op.at,
          opId: op.operationId,
        });
        op.audit({ subjectType: "staff", subjectId: staffId, data: { role: input.role } });
        return ok({ staffId });
      },
    );
  } catch (error) {
    if (postgresError(error)?.constraint === "staff_email") return refuse({ code: "email_taken" });
    throw error;
  }
}

/**
 * Sets a person's password and ends all their sessions.
 * Refusal: `not_found` when nobody has the address.
 */
export async function setPassword(
  database: Database,
  actor: Actor,
  input: { email: string; password: string },
): Promise<Result<{ staffId: string }, { code: "not_found" } | OperationRefusal>> {
  const passwordHash = await hashPassword(input.password);
  return runOperation(
    database,
    { actor, command: "staff.set_password", permission: "team.manage" },
    async (op) => {
      const [found] = await op.tx
        .update(staff)
        .set({ passwordHash, opId: op.operationId })
        .where(eq(sql`lower(${staff.email})`, input.email.toLowerCase()))
        .returning({ staffId: staff.staffId });
      if (!found) return refuse({ code: "not_found" });
      await endSessions(op, found.staffId);
      op.audit({ subjectType: "staff", subjectId: found.staffId });
      return ok(found);
    },
  );
}

/**
 * Changes a person's role, or their right to sign in at all; takes effect at their next request.
 * Refusal: `not_found`.
 */
export async function setStaffAccess(
  database: Database,
  actor: Actor,
  input: { staffId: string; role: Role; isActive: boolean },
): Promise<Result<null, { code: "not_found" } | OperationRefusal>> {
  const command = input.isActive ? "staff.set_role" : "staff.deactivate";
  return runOperation(database, { actor, command, payload: input, permission: "team.manage" }, async (op) => {
    const [found] = await op.tx
      .update(staff)
      .set({ role: input.role, isActive: input.isActive, opId: op.operationId })
      .where(eq(staff.staffId, input.staffId))
      .returning({ staffId: staff.staffId });
    if (!found) return refuse({ code: "not_found" });
    if (!input.isActive) await endSessions(op, input.staffId);
    op.audit({
      subjectType: "staff",
      subjectId: input.staffId,
      data: { role: input.role, isActive: input.isActive },
    });
    return ok(null);
  });
}

async function endSessions(op: Operation, staffId: string): Promise<void> {
  await op.tx
    .update(staffSessions)
    .set({ revokedAt: op.at, opId: op.operationId })
    .where(sql`${staffSessions.staffId} = ${staffId} and ${staffSessions.revokedAt} is null`);
}
