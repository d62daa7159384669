import type { Database } from "@/db/connect";
import { type Ask, asking } from "@/db/queries/ask";
import { type DecisionNotice, findGate, type Gate, listNoticesOf } from "@/db/queries/restriction";
import type { MessageInput } from "@/lib/contracts/message";
import type { SendVerdict } from "@/lib/contracts/send-check";
import { noticeText } from "@/lib/domain/notice-text";
import { checkRestrictions, type RestrictionVerdict } from "@/lib/domain/restriction";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { env } from "@/lib/env";
import { tokenFor } from "./access-token";
import { currentPolicy } from "./policy";

/** The message as far as the gate looks at it. */
export type Sending = Pick<MessageInput, "senderId" | "recipientId" | "channel" | "degree" | "isReply">;

/** The form a notice's member can still appeal with; null when it is over, was used, or never was. */
export function appealUrlOf({ noticeId, content, hasAppeal }: DecisionNotice, at: Date): string | null {
  const isOpen = content.appealUntil !== null && at.toISOString() < content.appealUntil && !hasAppeal;
  return isOpen ? `${env().url}/appeal/${tokenFor("notice", noticeId)}` : null;
}

/** What the restrictions in force say to a sending. */
export function verdictOf(gate: Gate, sending: Sending): RestrictionVerdict {
  return checkRestrictions(
    gate.restrictions,
    {
      channel: sending.channel,
      direction: sending.isReply ? "reply" : "start",
      recipientId: sending.recipientId,
      degree: sending.degree,
    },
    gate.startedToday,
    gate.at,
  );
}

/** Adds to a refusal the notice to show: that of the latest restriction which refused. */
export async function withNotice(
  ask: Ask,
  senderId: string,
  gate: Gate,
  verdict: RestrictionVerdict,
  policyVersion: number,
): Promise<SendVerdict> {
  const deciding = gate.restrictions.find(
    (one) => one.restrictionId === verdict.reasons.at(-1)?.restrictionId,
  );
  const [notice] = deciding ? await listNoticesOf(ask, senderId, [deciding.decisionId]) : [];
  if (!notice) return { ...verdict, policyVersion };
  const text = noticeText(notice.content, { at: gate.at });
  const body = [`${text.strong} ${text.rest}`.trim(), ...text.why, ...text.ends].join("\n\n");
  return {
    ...verdict,
    policyVersion,
    notice: { id: notice.noticeId, title: text.title, body, appealUrl: appealUrlOf(notice, gate.at) },
  };
}

/**
 * Whether a message may be delivered now: from the restrictions in force and what the sender started today. Writes
 * nothing; one statement for a delivery, two for a refusal, whatever the member's history.
 * Refusals: `unknown_member` when the sender was never told to us.
 */
export async function checkSend(
  database: Pick<Database, "db" | "pool">,
  sending: Sending,
): Promise<Result<SendVerdict, { code: "unknown_member"; memberId: string }>> {
  const ask = asking(database);
  const [gate, { version }] = await Promise.all([findGate(ask, sending.senderId), currentPolicy(database)]);
  if (!gate) return refuse({ code: "unknown_member", memberId: sending.senderId });
  return ok(await withNotice(ask, sending.senderId, gate, verdictOf(gate, sending), version));
}
