import { validate as isUuid } from "uuid";
import type { Database } from "@/db/connect";
import { type Ask, reading } from "@/db/queries/ask";
import { listNames, listRestricted } from "@/db/queries/linked-accounts";
import { listMessages } from "@/db/queries/report";
import {
  findSignal,
  type LatestSignal,
  listCounted,
  listLatestSignals,
  type SentMessage,
  type SignalRecord,
} from "@/db/queries/signal";
import type { LinkedAccountView, SignalMessage, SignalMessages, SignalView } from "@/lib/contracts/signal";
import { countedSort, measuredOver } from "@/lib/domain/counted-messages";
import { linksOf } from "@/lib/domain/linked-accounts";
import { MEASURE_NAMES } from "@/lib/domain/measure";
import type { Policy } from "@/lib/domain/policy";
import { FLOOR_RULES } from "@/lib/domain/signal";
import { counterpartWords, signalNotes } from "@/lib/domain/signal-words";
import { findShared } from "./linked-accounts";

/** Messages shown behind one signal. */
const MESSAGES_SHOWN = 40;
/** Linked accounts shown, the strongest links. */
const LINKED_SHOWN = 30;

function messageIdsOf(detail: Record<string, unknown>): string[] {
  const ids: unknown = detail.messageIds;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

function toView({ detail, at, ...signal }: LatestSignal): SignalView {
  const { automated, automatedWeight } = detail;
  return {
    ...signal,
    at: at.toISOString(),
    notes: signalNotes(signal.rule, detail),
    ...(typeof automated === "number" && typeof automatedWeight === "number"
      ? { automated: { messages: automated, weight: automatedWeight } }
      : {}),
    counterpart: counterpartWords(signal.rule, detail),
    hasMessages: countedSort(signal.rule, detail.part) !== null || messageIdsOf(detail).length > 0,
  };
}

/** The latest live signal of each rule, ceilings first, as the console shows them; shadow signals are no findings. */
export async function viewSignals(
  ask: Ask,
  memberId: string,
  caseId: string | null,
  at: Date,
): Promise<SignalView[]> {
  const signals = await listLatestSignals(ask, memberId, caseId, at);
  return signals
    .map(toView)
    .sort((a, b) => Number(a.rule.slice(1)) - Number(b.rule.slice(1)))
    .sort((a, b) => Number(FLOOR_RULES.includes(a.rule)) - Number(FLOOR_RULES.includes(b.rule)));
}

function toMessage(message: SentMessage, isGone: boolean): SignalMessage {
  const { messageId, recipientId, channel, sentAt, isReply, isAutomated, body, attachments } = message;
  return {
    messageId,
    recipientId,
    channel,
    sentAt: sentAt.toISOString(),
    isReply,
    isAutomated,
    body,
    attachments: attachments.map((file) => ({
      name: file.name,
      contentType: file.contentType ?? null,
      sizeBytes: file.sizeBytes ?? null,
    })),
    isGone,
  };
}

async function counted(ask: Ask, memberId: string, found: SignalRecord): Promise<SentMessage[]> {
  const { part, counterpartId } = found.detail;
  const only = countedSort(found.rule, part);
  if (!only) return [];
  const to = typeof counterpartId === "string" ? counterpartId : null;
  const behind = { memberId, ...measuredOver(found), only, counterpartId: to };
  return listCounted(ask, behind, MESSAGES_SHOWN + 1);
}

/**
 * The messages behind a signal, latest first, 40 at most: those it names, and for a rule that counts, those of its window.
 * What the platform deleted since is shown as the case kept it. Null when the member has no such live signal.
 */
export function viewSignalMessages(
  database: Pick<Database, "pool">,
  memberId: string,
  signalId: string,
): Promise<SignalMessages | null> {
  if (!isUuid(signalId)) return Promise.resolve(null);
  return reading(database, async (ask) => {
    const found = await findSignal(ask, memberId, signalId);
    if (!found) return null;
    const ids = messageIdsOf(found.detail);
    const [named, ofWindow] = await Promise.all([listMessages(ask, ids), counted(ask, memberId, found)]);
    const there = new Map([...named, ...ofWindow].map((one) => [one.messageId, toMessage(one, false)]));
    for (const kept of found.snapshot?.context ?? []) {
      if (!ids.includes(kept.messageId) || there.has(kept.messageId)) continue;
      there.set(kept.messageId, toMessage({ ...kept, sentAt: new Date(kept.sentAt) }, true));
    }
    const messages = [...there.values()].sort(
      (a, b) => b.sentAt.localeCompare(a.sentAt) || a.messageId.localeCompare(b.messageId),
    );
    return { messages: messages.slice(0, MESSAGES_SHOWN), isWhole: messages.length <= MESSAGES_SHOWN };
  });
}

/** The accounts that belong together with a member under a policy, the strongest links first; 30 at most. */
export async function viewLinkedAccounts(
  ask: Ask,
  memberId: string,
  policy: Policy,
  at: Date,
): Promise<LinkedAccountView[]> {
  const shared = await findShared(ask, [memberId], [policy]);
  const links = linksOf(shared, policy.detectors.D22).slice(0, LINKED_SHOWN);
  if (links.length === 0) return [];
  const ids = links.map((link) => link.otherId);
  const [names, restricted] = await Promise.all([listNames(ask, ids), listRestricted(ask, ids, at)]);
  return links.map(({ otherId, kinds, weight }) => ({
    memberId: otherId,
    displayName: names.find((one) => one.memberId === otherId)?.displayName ?? otherId,
    kinds,
    weight,
    measures: (restricted.find((one) => one.memberId === otherId)?.measures ?? []).map(
      (measure) => MEASURE_NAMES[measure],
    ),
  }));
}
