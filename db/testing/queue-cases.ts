import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { cases } from "@/db/schema/cases";
import { decisions } from "@/db/schema/decisions";
import type { Actor } from "@/lib/domain/actor";
import { ok } from "@/lib/domain/result";
import { type Operation, runOperation } from "@/lib/services/run-operation";

const SAMPLER: Actor = { kind: "system", id: "test-queue" };

type NewCase = typeof cases.$inferInsert;

function openCase(op: Operation, values: Partial<NewCase>): NewCase {
  const caseId = uuidv7();
  const dueAt = values.dueAt ?? new Date(op.at.getTime() + 3_600_000);
  return {
    caseId,
    reference: `CS-${caseId.slice(-10).toUpperCase()}`,
    kind: "reported_message",
    subjectType: "message",
    subjectId: `msg-${caseId}`,
    memberId: `m-${caseId.slice(-6)}`,
    memberName: "Marlon Teague",
    accountType: "basic",
    severity: "P1",
    category: "spam",
    channel: "chat",
    language: "en",
    openedAt: new Date(dueAt.getTime() - 24 * 3_600_000),
    dueAt,
    why: { code: "first_report", hours: 24, at: new Date(dueAt.getTime() - 24 * 3_600_000).toISOString() },
    reportCount: 1,
    ...values,
    opId: op.operationId,
  };
}

/** Opens cases as they are given, without the reports that would open them; returns their ids in the order given. */
export async function makeOpenCases(
  database: Pick<Database, "pool">,
  given: Partial<NewCase>[],
): Promise<string[]> {
  const opened = await runOperation(database, { actor: SAMPLER, command: "sample.fill" }, async (op) => {
    const rows = given.map((values) => openCase(op, values));
    for (let from = 0; from < rows.length; from += 500)
      await op.tx.insert(cases).values(rows.slice(from, from + 500));
    op.audit({ subjectType: "sample", subjectId: "queue", data: { cases: rows.length } });
    return ok(rows.map((row) => row.caseId));
  });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** Opens an appeal against a decision this person made; returns the appeal's case. */
export async function makeOpenAppeal(
  database: Pick<Database, "pool">,
  decidedBy: string,
  values: Partial<NewCase> = {},
): Promise<string> {
  const opened = await runOperation(database, { actor: SAMPLER, command: "sample.fill" }, async (op) => {
    const first = openCase(op, { state: "decided", decidedAt: op.at, outcome: "actioned" });
    const decisionId = uuidv7();
    await op.tx.insert(cases).values(first);
    await op.tx.insert(decisions).values({
      decisionId,
      caseId: first.caseId,
      caseVersion: 1,
      memberId: first.memberId,
      decidedBy,
      decidedAt: op.at,
      outcome: "actioned",
      measures: [{ measure: "warning" }],
      policyVersion: 1,
      reason: "Bulk offers to strangers.",
      opId: op.operationId,
    });
    const appeal = openCase(op, {
      kind: "appeal",
      subjectType: "decision",
      subjectId: decisionId,
      excludedStaffIds: [decidedBy],
      ...values,
    });
    await op.tx.insert(cases).values(appeal);
    op.audit({ subjectType: "sample", subjectId: appeal.caseId });
    return ok(appeal.caseId);
  });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** Lets a running lease lapse, as if its time were over. */
export async function lapseClaim(database: Pick<Database, "pool">, caseId: string): Promise<void> {
  await runOperation(database, { actor: SAMPLER, command: "sample.fill" }, async (op) => {
    await op.query(
      "test_lapse",
      "update cases set claim_expires_at = $2::timestamptz - interval '1 minute', op_id = $3 where case_id = $1",
      [caseId, op.at, op.operationId],
    );
    op.audit({ subjectType: "sample", subjectId: caseId });
    return ok(null);
  });
}
