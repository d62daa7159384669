import type { Database } from "@/db/connect";
import { findAppealStatus, findNotice, findReceipt, listDrafts, listInForce } from "@/db/queries/notice";
import type { EvidenceView } from "@/lib/contracts/evidence";
import type { AppealStatusView, NoticeView, ReceiptView } from "@/lib/contracts/notice";
import { appealDueAt, appealOpenUntil } from "@/lib/domain/appeal";
import { CHANNELS } from "@/lib/domain/channel";
import type { NoticeMeasure } from "@/lib/domain/notice";
import { CATEGORY_LABELS } from "@/lib/domain/report";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { findByToken, tokenFor } from "./access-token";
import { currentPolicy } from "./policy";
import { type OperationRefusal, runOperation } from "./run-operation";

const HOUR_MS = 3_600_000;

function toMeasure(one: Awaited<ReturnType<typeof listInForce>>[number]): NoticeMeasure {
  return {
    measure: one.measure,
    channels: CHANNELS.filter((channel) => one.channels.includes(channel)),
    limitsStart: one.directions.includes("start"),
    limitsReply: one.directions.includes("reply"),
    audience: one.audience,
    capPerDay: one.capPerDay,
    startsAt: one.startsAt.toISOString(),
    endsAt: one.endsAt?.toISOString() ?? null,
  };
}

/** What the link of a notice opens; null for a wrong, malformed or unknown one. Reads only. */
export async function viewNotice(database: Database, token: string): Promise<NoticeView | null> {
  const link = await findByToken(database, "notice", token);
  if (!link) return null;
  const found = await findNotice(database, link.memberId, link.targetId);
  if (!found) return null;
  const at = new Date();
  const [now, { policy }] = await Promise.all([
    listInForce(database, link.memberId, at),
    currentPolicy(database),
  ]);
  const { content } = found;
  const isDecision = found.kind === "decision";
  const isWarning = isDecision && content.measures.some(({ measure }) => measure === "warning");
  const dueAt = appealDueAt(content.measures, at, policy);
  return {
    noticeId: found.noticeId,
    content,
    now: now.map(toMeasure),
    at: at.toISOString(),
    isOver:
      isDecision &&
      content.measures.some(({ measure }) => measure !== "warning") &&
      !now.some((one) => one.decisionId === found.decisionId),
    isRead: found.readAt !== null,
    needsAcknowledgement: isWarning && found.acknowledgedAt === null,
    acknowledgedAt: found.acknowledgedAt?.toISOString() ?? null,
    appeal:
      found.appealId && found.appealState
        ? {
            state: found.appealState,
            outcome: found.appealOutcome,
            statusPath: `/appeal/status/${tokenFor("appeal", found.appealId)}`,
          }
        : null,
    canAppeal: isDecision && found.appealId === null && at < appealOpenUntil(found.createdAt, policy),
    answerWithinHours: Math.round((dueAt.getTime() - at.getTime()) / HOUR_MS),
  };
}

/** A notice with the files already added to its appeal; null for a link that opens nothing. */
export async function viewNoticeWithDrafts(
  database: Database,
  token: string,
): Promise<{ view: NoticeView; drafts: EvidenceView[] } | null> {
  const [view, link] = await Promise.all([
    viewNotice(database, token),
    findByToken(database, "notice", token),
  ]);
  if (!view || !link) return null;
  return { view, drafts: await listDrafts(database, link.memberId, link.targetId) };
}

type Opened = Promise<Result<null, { code: "not_found" } | OperationRefusal>>;

async function stamp(
  database: Database,
  token: string,
  command: "notice.read" | "notice.acknowledge",
): Opened {
  const link = await findByToken(database, "notice", token);
  if (!link) return refuse({ code: "not_found" });
  const { memberId, targetId: noticeId } = link;
  const found = await findNotice(database, memberId, noticeId);
  if (!found) return refuse({ code: "not_found" });
  const isRead = command === "notice.read";
  if (isRead ? found.readAt : found.acknowledgedAt) return ok(null);
  const stamped = await runOperation<null, { code: "done_before" }>(
    database,
    { actor: { kind: "member", id: memberId }, command, payload: { noticeId } },
    async (op) => {
      const text = isRead
        ? `update notices set read_at = $3, op_id = $4 where member_id = $1 and notice_id = $2 and read_at is null returning 1`
        : `update notices set acknowledged_at = $3, read_at = coalesce(read_at, $3), op_id = $4
           where member_id = $1 and notice_id = $2 and acknowledged_at is null returning 1`;
      const rows = await op.query(`notice_${command}`, text, [memberId, noticeId, op.at, op.operationId]);
      if (rows.length === 0) return refuse({ code: "done_before" });
      op.audit({ subjectType: "notice", subjectId: noticeId, data: { memberId } });
      op.hint({ topic: "account", id: memberId });
      return ok(null);
    },
  );
  if (stamped.ok) return stamped;
  return stamped.error.code === "done_before" ? ok(null) : refuse(stamped.error);
}

/** Notes that the member saw the notice; once. Refusal: `not_found` for a link that opens nothing. */
export function readNotice(database: Database, token: string): Opened {
  return stamp(database, token, "notice.read");
}

/** Notes that the member confirmed the notice (R1); once. Refusal: `not_found`. */
export function acknowledgeNotice(database: Database, token: string): Opened {
  return stamp(database, token, "notice.acknowledge");
}

/** Where an appeal stands; null for a link that opens nothing. */
export async function viewAppealStatus(database: Database, token: string): Promise<AppealStatusView | null> {
  const link = await findByToken(database, "appeal", token);
  if (!link) return null;
  const found = await findAppealStatus(database, link.memberId, link.targetId);
  if (!found) return null;
  const { decidedAt, outcome, reply, claimExpiresAt } = found;
  return {
    reference: found.reference,
    caseReference: found.content.caseReference,
    policyVersion: found.content.policyVersion,
    filedAt: found.filedAt.toISOString(),
    dueAt: found.dueAt.toISOString(),
    isBeingRead: decidedAt === null && claimExpiresAt !== null && claimExpiresAt > new Date(),
    decided: decidedAt && outcome ? { at: decidedAt.toISOString(), outcome, reply: reply ?? "" } : null,
    noticePath: `/notice/${tokenFor("notice", found.noticeId)}`,
  };
}

/** Where a report stands, as its reporter may see it; null for a link that opens nothing. */
export async function viewReceipt(database: Database, token: string): Promise<ReceiptView | null> {
  const link = await findByToken(database, "receipt", token);
  if (!link) return null;
  const found = await findReceipt(database, link.targetId);
  if (!found) return null;
  const isOpen = found.state === "open";
  return {
    category: CATEGORY_LABELS[found.category],
    receivedAt: found.receivedAt.toISOString(),
    dueAt: isOpen ? found.dueAt.toISOString() : null,
    isBeingRead: isOpen && found.claimExpiresAt !== null && found.claimExpiresAt > new Date(),
    decided:
      found.decidedAt && !isOpen
        ? { at: found.decidedAt.toISOString(), isUpheld: found.state === "upheld" }
        : null,
  };
}
