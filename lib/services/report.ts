import { createHmac } from "node:crypto";
import { v5 as uuidv5, v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import type { Opening } from "@/db/queries/case-opening";
import {
  type Accused,
  type ContextMessage,
  findAccused,
  findReport,
  hasOpenReport,
  joinCase,
  listContext,
  lockOpenCase,
  type OpenCase,
  openCase,
  type ReportRow,
  type StoredReport,
  type Subject,
} from "@/db/queries/report";
import type { ReportInput, ReportView } from "@/lib/contracts/report";
import type { Actor } from "@/lib/domain/actor";
import { joinedDeadline, openingDeadline } from "@/lib/domain/deadline";
import type { Policy } from "@/lib/domain/policy";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { env } from "@/lib/env";
import { issueToken, tokenFor } from "./access-token";
import { drawReference } from "./case-reference";
import { languageOf, snapshotOf } from "./case-snapshot";
import { weighReports } from "./credibility";
import type { Alongside } from "./idempotency";
import { postgresError } from "./postgres-error";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";
import { type Measurings, measurings } from "./signal";

export type ReceivedReport = { reportId: string; caseId: string; receiptUrl: string };

export type ReportRefusal =
  /** The message or member was never told to us. */
  | { code: "unknown_subject" }
  | { code: "self_report" }
  /** The id is on record with another content. */
  | { code: "conflict" };

const REPORT_OPERATIONS = "8f0c4a52-6d0e-5c6b-9a53-2f6f1a9f7d10";

/**
 * The id of a report's operation, made from its own id, so that the report is filed once whoever repeats it; with the
 * installation's secret, so that nobody who names an operation of their own can take it first.
 */
function operationOf(reportId: string): string {
  const keyed = createHmac("sha256", env().secret).update(`report:${reportId}`).digest("hex");
  return uuidv5(keyed, REPORT_OPERATIONS);
}

/** Where a reporter follows what became of a report. */
export function receiptUrl(reportId: string): string {
  return `${env().url}/receipt/${tokenFor("receipt", reportId)}`;
}

function isSame(input: ReportInput, stored: StoredReport): boolean {
  return (
    stored.reporterId === input.reporterId &&
    stored.subjectType === input.subject.type &&
    stored.subjectId === input.subject.id &&
    stored.category === input.category &&
    stored.note === (input.note ?? null) &&
    stored.source === (input.source ?? null)
  );
}

/** How the case moves when a report joins it: a repeated reporter counts once, but may still pull it forward. */
function moved(found: OpenCase, input: ReportInput, isRepeat: boolean, at: Date, policy: Policy): OpenCase {
  const reportCount = found.reportCount + (isRepeat ? 0 : 1);
  const deadline = joinedDeadline(found, input.category, reportCount, at, policy);
  const isQuiet = isRepeat && deadline.why.code === "more_reports";
  return {
    caseId: found.caseId,
    reportCount,
    severity: deadline.severity,
    dueAt: deadline.dueAt,
    why: isQuiet ? found.why : deadline.why,
    category: deadline.severity === found.severity ? found.category : input.category,
  };
}

type Filed = { caseId: string; isNew: boolean; isRepeat: boolean };

async function join(
  op: Operation,
  subject: Subject,
  row: ReportRow,
  input: ReportInput,
  policy: Policy,
  found: OpenCase,
  isRepeat: boolean,
): Promise<Filed> {
  await joinCase(op, subject, row, moved(found, input, isRepeat, op.at, policy));
  return { caseId: found.caseId, isNew: false, isRepeat };
}

async function openOrJoin(
  op: Operation,
  subject: Subject,
  row: ReportRow,
  input: ReportInput,
  policy: Policy,
  accused: Accused,
  context: ContextMessage[],
): Promise<Filed> {
  const deadline = openingDeadline(input.category, op.at, policy);
  const snapshot = snapshotOf(accused, context, subject.type === "message" ? subject.id : null);
  for (;;) {
    const caseId = uuidv7();
    const opening: Opening = {
      ...deadline,
      caseId,
      reference: drawReference("CS"),
      kind: subject.kind,
      subject,
      member: accused,
      category: input.category,
      channel: snapshot.reported?.channel ?? null,
      language: languageOf(accused),
      reportCount: 1,
      strongestSignal: null,
      snapshot,
    };
    const isOpened = await openCase(op, opening, row);
    if (isOpened) return { caseId, isNew: true, isRepeat: false };
    // Another report opened the case a moment ago; it may even be decided by now, then a new one opens.
    const [found, isRepeat] = await Promise.all([
      lockOpenCase(op, subject),
      hasOpenReport(op, row.reporterId, subject),
    ]);
    if (found) return join(op, subject, row, input, policy, found, isRepeat);
  }
}

/**
 * Files a report inside an operation: the row, its case, the reporter's link, the audit entry, what the platform is
 * told, and what D13 and D14 make of it. The id must be new: an id on record already fails the operation (`reports_pkey`).
 * Refusals: `unknown_subject`, `self_report`.
 */
export async function fileReport(
  op: Operation,
  input: ReportInput,
  measured: Measurings,
): Promise<Result<{ caseId: string }, ReportRefusal>> {
  const [{ policy }] = measured;
  const { id: reportId, category } = input;
  const kind = input.subject.type === "message" ? "reported_message" : "reported_account";
  const subject: Subject = { kind, type: input.subject.type, id: input.subject.id };
  const [found, isRepeat, accused, context] = await Promise.all([
    lockOpenCase(op, subject),
    hasOpenReport(op, input.reporterId, subject),
    findAccused(op, subject),
    listContext(op, subject),
  ]);
  if (!accused) return refuse({ code: "unknown_subject" });
  const { memberId } = accused;
  if (memberId === input.reporterId) return refuse({ code: "self_report" });
  const row: ReportRow = {
    reportId: input.id,
    reporterId: input.reporterId,
    memberId,
    category: input.category,
    note: input.note ?? null,
    source: input.source ?? null,
  };
  const [filed] = await Promise.all([
    found
      ? join(op, subject, row, input, policy, found, isRepeat)
      : openOrJoin(op, subject, row, input, policy, accused, context),
    issueToken(op, { purpose: "receipt", memberId: input.reporterId, targetId: input.id }),
  ]);
  const { caseId, isNew } = filed;
  await weighReports(op, measured, { memberId, reportId, isRepeat: filed.isRepeat });
  op.audit({
    subjectType: "case",
    subjectId: caseId,
    data: { reportId, category, isNew, subjectType: subject.type, subjectId: subject.id },
  });
  op.emit({ memberId, type: "report.received", payload: { reportId, caseId, category } });
  op.hint({ topic: "queue", id: caseId });
  if (!isNew) op.hint({ topic: "case", id: caseId });
  return ok({ caseId });
}

/**
 * Files a report: it opens a case about its subject or joins the open one, and can only pull the due time earlier. The
 * id is idempotent: the same report again gives the same answer. Unknown reporters are taken, unknown subjects refused.
 */
export async function receiveReport(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  input: ReportInput,
  extra: Omit<Alongside<ReceivedReport>, "operationId"> = {},
): Promise<Result<ReceivedReport, ReportRefusal | OperationRefusal>> {
  const measured = await measurings(database);
  const { id: reportId } = input;
  try {
    // The receipt's link is a key: it is made again from the id, never stored with the operation's answer.
    const received = await runOperation<Omit<ReceivedReport, "receiptUrl">, ReportRefusal>(
      database,
      {
        operationId: operationOf(reportId),
        actor,
        command: "report.receive",
        payload: { ...input, note: input.note ?? null, source: input.source ?? null },
      },
      async (op) => {
        await extra.first?.(op);
        const filed = await fileReport(op, input, measured);
        if (!filed.ok) return filed;
        const { caseId } = filed.value;
        await extra.alongside?.(op, { reportId, caseId, receiptUrl: receiptUrl(reportId) });
        return ok({ reportId, caseId });
      },
    );
    if (received.ok) return ok({ ...received.value, receiptUrl: receiptUrl(reportId) });
    if (received.error.code !== "operation_reused") return received;
  } catch (error) {
    // The id was filed under another operation (an import, or one whose record is gone).
    if (postgresError(error)?.constraint !== "reports_pkey") throw error;
  }
  const stored = await findReport(database, reportId);
  if (!stored || !isSame(input, stored)) return refuse({ code: "conflict" });
  return ok({ reportId, caseId: stored.caseId, receiptUrl: receiptUrl(reportId) });
}

/** A report as its platform may see it: state and outcome, never who decided; null when the id is unknown. */
export async function viewReport(
  database: Pick<Database, "pool">,
  reportId: string,
): Promise<ReportView | null> {
  const stored = await findReport(database, reportId);
  if (!stored) return null;
  return {
    id: stored.reportId,
    subject: { type: stored.subjectType, id: stored.subjectId },
    category: stored.category,
    receivedAt: stored.receivedAt.toISOString(),
    state: stored.state,
    outcome: stored.outcome,
    decidedAt: stored.decidedAt?.toISOString() ?? null,
    caseId: stored.caseId,
    receiptUrl: receiptUrl(reportId),
  };
}
