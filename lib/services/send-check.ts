import type { Database } from "@/db/connect";
import { type Ask, asking } from "@/db/queries/ask";
import { findGateFacts, type GateQuestion } from "@/db/queries/gate";
import { type DecisionNotice, listNoticesOf } from "@/db/queries/restriction";
import type { MessageInput } from "@/lib/contracts/message";
import type { SendVerdict } from "@/lib/contracts/send-check";
import { type ContentModel, type ContentScores, scoreContent } from "@/lib/domain/content-filter";
import { type GateVerdict, judge } from "@/lib/domain/gate";
import { directionOf, type GateFacts } from "@/lib/domain/gate-facts";
import { noticeText } from "@/lib/domain/notice-text";
import type { Policy } from "@/lib/domain/policy";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { dayOf } from "@/lib/domain/utc-day";
import { countsNeeded } from "@/lib/domain/velocity";
import { env } from "@/lib/env";
import { tokenFor } from "./access-token";
import { challengeIdOf, requirementIdOf } from "./challenge";
import { currentContentModel } from "./content-model";
import { isInFuture } from "./message";
import { currentPolicy } from "./policy";

/** The message as far as the gate looks at it. */
export type Sending = Pick<
  MessageInput,
  | "senderId"
  | "recipientId"
  | "conversationId"
  | "channel"
  | "degree"
  | "sharedConnections"
  | "isReply"
  | "body"
  | "links"
  | "attachments"
  | "sentAt"
>;

/** The platform says it was sent later than now: its windows would begin in the future. */
export type SentInFuture = { code: "sent_in_future" };

/** The instant a message is judged as of: when it was sent, never later than now. */
export function judgedAt({ sentAt }: Pick<MessageInput, "sentAt">, at: Date): Date {
  return sentAt === undefined ? at : new Date(Math.min(Date.parse(sentAt), at.getTime()));
}

/** The form a notice's member can still appeal with; null when it is over, was used, or never was. */
export function appealUrlOf({ noticeId, content, hasAppeal }: DecisionNotice, at: Date): string | null {
  const isOpen = content.appealUntil !== null && at.toISOString() < content.appealUntil && !hasAppeal;
  return isOpen ? `${env().url}/appeal/${tokenFor("notice", noticeId)}` : null;
}

/** What the facts of a sending are asked with: the counts this policy needs for it. */
export function gateQuestion(policy: Policy, sending: Sending): GateQuestion {
  const { senderId, recipientId, conversationId } = sending;
  const ids = { senderId, recipientId, conversationId };
  const sentAt = sending.sentAt === undefined ? null : new Date(sending.sentAt);
  if (sentAt === null || dayOf(sentAt) >= dayOf(new Date()))
    return { ...ids, ...countsNeeded(policy, sending) };
  return { ...ids, ...countsNeeded(policy, sending, false), sentAt };
}

/** What the content filter says of a message: a reply only where our records agree (`directionOf`). */
export function contentOf(
  model: ContentModel,
  sending: Sending,
  facts: Pick<GateFacts, "conversation">,
): ContentScores {
  const { body, links = [], channel, degree } = sending;
  const isReply = directionOf(facts, sending) === "reply";
  const attachments = (sending.attachments ?? []).map(({ name, contentType }) =>
    contentType === undefined ? { name } : { name, contentType },
  );
  return scoreContent(model, { body, links, attachments, channel, degree, isReply });
}

/** The verdict as the API tells it. */
export function viewOf(
  senderId: string,
  { challenge, requirements, ...verdict }: GateVerdict,
  at: Date,
  policyVersion: number,
): SendVerdict {
  return {
    ...verdict,
    policyVersion,
    ...(challenge
      ? { challenge: { id: challengeIdOf(senderId, challenge.rule, at), kind: challenge.kind } }
      : {}),
    ...(requirements
      ? {
          requirements: requirements.map(({ rule, ...requirement }) => ({
            id: requirementIdOf(senderId, rule),
            ...requirement,
          })),
        }
      : {}),
  };
}

/** Adds to a refusal the notice to show: that of the latest restriction which refused. */
export async function withNotice(
  ask: Ask,
  senderId: string,
  { at, restrictions }: { at: Date } & Pick<GateFacts, "restrictions">,
  view: SendVerdict,
): Promise<SendVerdict> {
  const latest = view.reasons.findLast((reason) => reason.restrictionId !== undefined);
  const deciding = latest && restrictions.find((one) => one.restrictionId === latest.restrictionId);
  const [notice] = deciding ? await listNoticesOf(ask, senderId, [deciding.decisionId]) : [];
  if (!notice) return view;
  const text = noticeText(notice.content, { at });
  const body = [`${text.strong} ${text.rest}`.trim(), ...text.why, ...text.ends].join("\n\n");
  return {
    ...view,
    notice: { id: notice.noticeId, title: text.title, body, appealUrl: appealUrlOf(notice, at) },
  };
}

/**
 * Whether a message may be delivered now: restrictions, who may message whom, how much was sent, what the text says.
 * Writes nothing; one statement, two for a refusal that a notice explains, whatever the member's history.
 * Refusals: `unknown_member` when the sender was never told to us; `sent_in_future`.
 *
 * @param ask where the questions go; the pool, unless the caller has a connection.
 */
export async function checkSend(
  database: Pick<Database, "db" | "pool">,
  sending: Sending,
  ask: Ask = asking(database),
): Promise<Result<SendVerdict, { code: "unknown_member"; memberId: string } | SentInFuture>> {
  const [{ version, policy }, { model }] = await Promise.all([
    currentPolicy(database),
    currentContentModel(database),
  ]);
  const { senderId } = sending;
  const found = await findGateFacts(ask, gateQuestion(policy, sending));
  if (!found) return refuse({ code: "unknown_member", memberId: senderId });
  const { at, facts } = found;
  if (isInFuture(sending, at)) return refuse({ code: "sent_in_future" });
  const content = contentOf(model, sending, facts);
  const verdict = judge(policy, facts, sending, content, at, judgedAt(sending, at));
  const view = viewOf(senderId, verdict, at, version);
  return ok(await withNotice(ask, senderId, { at, restrictions: facts.restrictions }, view));
}
