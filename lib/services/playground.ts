import type { Database } from "@/db/connect";
import { type Ask, asking, reading } from "@/db/queries/ask";
import { findGateFacts } from "@/db/queries/gate";
import {
  findMemberName,
  findOpenDraft,
  findRecipient,
  findSomeMember,
  listMemberNames,
  listOpenDrafts,
} from "@/db/queries/playground";
import type {
  PlaygroundAnswer,
  PlaygroundCheck,
  PlaygroundMember,
  PlaygroundQuestion,
  PlaygroundStart,
} from "@/lib/contracts/playground";
import { isStorable } from "@/lib/contracts/text";
import { CHANNELS } from "@/lib/domain/channel";
import { traceGate, verdictOf } from "@/lib/domain/gate";
import type { GateCheck, GateFacts } from "@/lib/domain/gate-facts";
import { figuresOnRecord, madeUpFacts, supposing } from "@/lib/domain/playground";
import type { Policy } from "@/lib/domain/policy";
import { findRule } from "@/lib/domain/policy-fields";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { SIGNAL_LABELS, SIGNAL_RULES } from "@/lib/domain/signal";
import { MONTH_DAYS } from "@/lib/domain/utc-day";
import { currentContentModel } from "./content-model";
import { currentPolicy } from "./policy";
import { contentOf, type Sending, viewOf, withNotice } from "./send-check";

/** Members a search offers at most. */
const OFFERED = 12;
/** Stands in for ids that nobody named: no member's, since ids have no leading space. */
const NOBODY = " nobody";

/** Members whose id or name begins with a text; none for a text that cannot be on record. */
export async function searchPlaygroundMembers(
  database: Pick<Database, "pool">,
  q: string,
): Promise<PlaygroundMember[]> {
  const wanted = q.trim();
  if (wanted === "" || !isStorable(wanted)) return [];
  return await listMemberNames(asking(database), wanted, OFFERED);
}

/** What the playground opens with: the drafts to judge by, and somebody to write as. */
export async function startPlayground(
  database: Pick<Database, "db" | "pool">,
  asked: { memberId: string | null; draftId: string | null },
): Promise<PlaygroundStart> {
  const { version } = await currentPolicy(database);
  return await reading(database, async (ask) => {
    const { memberId } = asked;
    const isPossible = memberId !== null && isStorable(memberId);
    const [drafts, wanted, some] = await Promise.all([
      listOpenDrafts(ask),
      isPossible ? findMemberName(ask, memberId) : null,
      findSomeMember(ask),
    ]);
    const draftId = drafts.find((draft) => draft.draftId === asked.draftId)?.draftId ?? null;
    return { version, drafts, sender: wanted ?? some, draftId };
  });
}

type Judging = { version: number; policy: Policy; draftTitle: string | null };

async function policyFor(
  database: Pick<Database, "db">,
  ask: Ask,
  draftId: string | null,
): Promise<Judging | null> {
  if (draftId === null) return { ...(await currentPolicy(database)), draftTitle: null };
  const draft = await findOpenDraft(ask, draftId);
  return draft && { version: draft.version, policy: draft.policy, draftTitle: draft.title };
}

function nameOf(rule: string): string {
  const signal = SIGNAL_RULES.find((one) => one === rule);
  return findRule(rule)?.name ?? (signal ? SIGNAL_LABELS[signal] : "Restrictions");
}

function checkView({ freeAt, ...check }: GateCheck): PlaygroundCheck {
  return { ...check, name: nameOf(check.rule), freeAt: freeAt?.toISOString() ?? null };
}

async function factsFor(
  ask: Ask,
  { senderId, recipientId }: PlaygroundQuestion,
): Promise<{ at: Date; facts: GateFacts } | null> {
  if (senderId === null) {
    const at = new Date();
    const recipient = recipientId === null ? undefined : await findRecipient(ask, recipientId);
    const facts = madeUpFacts(at);
    return { at, facts: recipient === undefined ? facts : { ...facts, recipient } };
  }
  return await findGateFacts(ask, {
    senderId,
    recipientId: recipientId ?? NOBODY,
    conversationId: NOBODY,
    days: MONTH_DAYS,
    channels: [...CHANNELS],
  });
}

/**
 * Judges a composed message by the policy in force or a draft, under supposed figures, and shows every rule on the way.
 * Writes nothing. Refusals: `unknown_member` when the sender is not on record, `unknown_draft` when the draft was
 * published or discarded.
 */
export async function tryMessage(
  database: Pick<Database, "db" | "pool">,
  question: PlaygroundQuestion,
): Promise<Result<PlaygroundAnswer, { code: "unknown_member" } | { code: "unknown_draft" }>> {
  const ask = asking(database);
  const [judging, found, { version: modelVersion, model }] = await Promise.all([
    policyFor(database, ask, question.draftId),
    factsFor(ask, question),
    currentContentModel(database),
  ]);
  if (!judging) return refuse({ code: "unknown_draft" });
  if (!found) return refuse({ code: "unknown_member" });
  const { channel, degree, sharedConnections, isReply, body, links, whatIf } = question;
  const senderId = question.senderId ?? NOBODY;
  const recipientId = question.recipientId ?? `${NOBODY} else`;
  const pair = { senderId, recipientId, conversationId: NOBODY };
  const sending: Sending = { ...pair, channel, degree, sharedConnections, isReply, body, links };
  const at = question.at === null ? found.at : new Date(question.at);
  const facts = supposing(found.facts, whatIf, sending, at);
  const { scores, weighed } = contentOf(model, sending, facts);
  const trace = traceGate(judging.policy, facts, sending, { scores }, at);
  const verdict = verdictOf(trace, at);
  const view = viewOf(senderId, verdict, at, judging.version);
  const { notice } = await withNotice(ask, senderId, { at, restrictions: facts.restrictions }, view);
  const isRecipientKnown = question.recipientId === null ? null : found.facts.recipient !== null;
  return ok({
    at: at.toISOString(),
    policy: { version: judging.version, draftTitle: judging.draftTitle },
    modelVersion,
    verdict: verdict.verdict,
    reasons: verdict.reasons,
    requirements: (verdict.requirements ?? []).map(({ detail }) => detail),
    retryAfterSeconds: verdict.retryAfterSeconds ?? null,
    checks: trace.map(checkView),
    weighed,
    notice: notice ? { title: notice.title, body: notice.body } : null,
    onRecord: figuresOnRecord(found.facts, at),
    isRecipientKnown,
  });
}
