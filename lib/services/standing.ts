import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { type DecisionNotice, findStandingRecords, listNoticesOf } from "@/db/queries/restriction";
import type { StandingView } from "@/lib/contracts/standing";
import { type Restriction, standingAt } from "@/lib/domain/restriction";
import { env } from "@/lib/env";
import { tokenFor } from "./access-token";
import { appealUrlOf } from "./send-check";

function noticeUrl(noticeId: string): string {
  return `${env().url}/notice/${tokenFor("notice", noticeId)}`;
}

function restrictionView(
  restriction: Restriction,
  notice: DecisionNotice | undefined,
  at: Date,
): StandingView["restrictions"][number] {
  const requirements =
    restriction.measure === "warning" && notice
      ? [
          {
            id: notice.noticeId,
            kind: "acknowledge_notice" as const,
            done: notice.acknowledgedAt !== null,
            detail: "Read the notice and acknowledge it.",
          },
        ]
      : [];
  return {
    id: restriction.restrictionId,
    measure: restriction.measure,
    scope: restriction.scope,
    capPerDay: restriction.capPerDay,
    startsAt: restriction.startsAt.toISOString(),
    endsAt: restriction.endsAt?.toISOString() ?? null,
    reason: notice?.content.reason ?? "",
    policyClause: restriction.policyClause,
    requirements,
    plan: [],
    appealUrl: notice ? appealUrlOf(notice, at) : null,
    noticeUrl: notice ? noticeUrl(notice.noticeId) : null,
  };
}

/** What a member may do now, and why; null when the member is unknown. A pure function of the records (`standingAt`). */
export async function viewStanding(
  database: Pick<Database, "pool">,
  memberId: string,
): Promise<StandingView | null> {
  const ask = asking(database);
  const records = await findStandingRecords(ask, memberId);
  if (!records) return null;
  const { at, strikes, latestNoticeId } = records;
  const { canStartConversations, canReply, channels, inForce } = standingAt(records.restrictions, at);
  const decisionIds = inForce.map((one) => one.decisionId);
  const notices = decisionIds.length === 0 ? [] : await listNoticesOf(ask, memberId, decisionIds);
  const noticeOf = new Map(notices.map((notice) => [notice.decisionId, notice]));
  return {
    memberId,
    at: at.toISOString(),
    canStartConversations,
    canReply,
    channels,
    restrictions: inForce.map((one) => restrictionView(one, noticeOf.get(one.decisionId), at)),
    strikes,
    portalUrl: latestNoticeId === null ? null : noticeUrl(latestNoticeId),
  };
}
