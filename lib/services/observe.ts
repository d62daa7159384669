import type { Database } from "@/db/connect";
import { listSenders, type SenderRow } from "@/db/queries/member";
import { listMessagesBehind } from "@/db/queries/message";
import {
  loadMemory,
  type MemoryQuestion,
  saveMemory,
  holdSenders as takeRows,
} from "@/db/queries/sending-state";
import type { ContentScores } from "@/lib/domain/content-filter";
import { countedSort, measuredOver } from "@/lib/domain/counted-messages";
import { crossingsOf, detect, type Hit } from "@/lib/domain/detector";
import {
  inOrder,
  keyOf,
  type Memory,
  measuringOf,
  type ObservedMessage,
  observe,
} from "@/lib/domain/observer";
import { dayOf, MONTH_DAYS } from "@/lib/domain/utc-day";
import { type ContentModelInForce, currentContentModel } from "./content-model";
import { currentPolicy, type PolicyInForce } from "./policy";
import type { Operation } from "./run-operation";
import { type RunningShadow, runningShadow } from "./shadow";
import { type Measuring, recordHits } from "./signal";

/** What messages are held against: loaded before the operation, each kept for five seconds. */
export type Observing = { live: PolicyInForce; shadow: RunningShadow | null; model: ContentModelInForce };

/** Days before a message that its figures reach back. */
const DAYS_BEFORE = MONTH_DAYS - 1;

/**
 * The policy in force, the draft that runs in the shadow, and the content filter.
 * @throws when no policy is published.
 */
export async function observing(database: Pick<Database, "db" | "pool">): Promise<Observing> {
  const [live, shadow, model] = await Promise.all([
    currentPolicy(database),
    runningShadow(database),
    currentContentModel(database),
  ]);
  return { live, shadow, model };
}

/**
 * Takes the rows under which messages of these senders to these recipients are observed, until the operation ends: senders
 * for this operation alone, recipients so that they do not write meanwhile. Before the operation's other locks. Who is not
 * a member has no row and is passed over.
 */
export async function holdSenders(
  op: Operation,
  members: { senderIds: string[]; recipientIds: string[] },
): Promise<void> {
  await takeRows(op, members.senderIds, members.recipientIds);
}

/** What the messages need of the memory, each once. */
function questionOf(messages: readonly ObservedMessage[]): MemoryQuestion {
  const senders = new Map<string, MemoryQuestion["senders"][number]>();
  const pairs = new Map<string, MemoryQuestion["pairs"][number]>();
  const conversations = new Map<string, MemoryQuestion["conversations"][number]>();
  for (const { senderId, recipientId, conversationId, sentAt } of messages) {
    const day = dayOf(sentAt);
    const span = senders.get(senderId);
    if (!span) senders.set(senderId, { memberId: senderId, fromDay: day - DAYS_BEFORE, toDay: day });
    else {
      span.fromDay = Math.min(span.fromDay, day - DAYS_BEFORE);
      span.toDay = Math.max(span.toDay, day);
    }
    for (const [memberId, counterpartId] of [
      [senderId, recipientId],
      [recipientId, senderId],
    ] as const) {
      pairs.set(keyOf(memberId, counterpartId), { memberId, counterpartId });
      conversations.set(keyOf(memberId, conversationId), { memberId, conversationId });
    }
  }
  return {
    senders: [...senders.values()],
    pairs: [...pairs.values()],
    conversations: [...conversations.values()],
  };
}

/** Marks of a shadow policy are kept under its version. */
function shadowPrefix(version: number): string {
  return `s${version}:`;
}

/** Forgets what shadow policies crossed that run no more. */
function forgetShadows(memory: Memory, shadow: RunningShadow | null): void {
  const kept = shadow ? shadowPrefix(shadow.version) : null;
  const forget = (marks: Record<string, number>) => {
    for (const key in marks) {
      if (key.startsWith("s") && (kept === null || !key.startsWith(kept))) delete marks[key];
    }
  };
  for (const { marks, campaigns } of memory.senders.values()) {
    forget(marks);
    for (const campaign of campaigns) forget(campaign.marks);
  }
  for (const { marks, isChanged } of memory.counterparts.values()) if (isChanged) forget(marks);
}

/** Adds to each hit the messages that show it, beside the one it was measured at. */
async function withMessages(op: Operation, hits: Hit[]): Promise<Hit[]> {
  const asked = hits.flatMap((hit) => {
    const only = countedSort(hit.rule, hit.detail.part);
    const { memberId, counterpartId = null } = hit;
    return only ? [{ hit, behind: { memberId, ...measuredOver(hit), only, counterpartId } }] : [];
  });
  if (asked.length === 0) return hits;
  const found = await listMessagesBehind(
    op,
    asked.map(({ behind }) => behind),
  );
  const byHit = new Map(asked.map(({ hit }, place) => [hit, found[place] ?? []]));
  return hits.map((hit) => {
    const behind = byHit.get(hit) ?? [];
    return {
      ...hit,
      messageIds: [...behind.filter((id) => !hit.messageIds.includes(id)), ...hit.messageIds],
    };
  });
}

/**
 * Observes messages this operation has just stored, each once: counts them, updates what is remembered of senders, people
 * and conversations, and hands what the live and the shadow policy newly say to `recordHits`. In order of their instants,
 * whatever order they stand in. `scored` gives the content scores of messages that were judged. The senders are members.
 */
export async function observeMessages(
  op: Operation,
  messages: ObservedMessage[],
  options: Observing & {
    scored?: ReadonlyMap<string, ContentScores>;
    /** The caller has called `holdSenders` for all of them. */
    isHeld?: boolean;
    /** The senders, where the caller knows them. */
    senders?: ReadonlyMap<string, SenderRow>;
  },
): Promise<void> {
  if (messages.length === 0) return;
  const { live, shadow, scored } = options;
  const question = questionOf(messages);
  const senderIds = question.senders.map((one) => one.memberId).sort();
  const recipientIds = messages.map((message) => message.recipientId);
  if (!options.isHeld) await takeRows(op, senderIds, recipientIds);
  const [senders, loaded] = await Promise.all([
    options.senders ?? listSenders(op, senderIds),
    loadMemory(op, question),
  ]);
  const memory: Memory = {
    ...loaded,
    measuring: measuringOf(live.policy, ...(shadow ? [shadow.policy] : [])),
    counters: new Map(),
  };
  const measured: [Measuring, Hit[]][] = [[{ ...live, mode: "live" }, []]];
  if (shadow) measured.push([{ ...shadow, mode: "shadow" }, []]);
  for (const message of messages.toSorted(inOrder)) {
    const sender = senders.get(message.senderId);
    if (!sender) throw new Error("a message of somebody who is not a member");
    const figures = observe(memory, message);
    figures.content = scored?.get(message.messageId)?.scores ?? null;
    for (const [{ policy, mode, version }, hits] of measured) {
      const prefix = mode === "shadow" ? shadowPrefix(version) : "";
      hits.push(...detect(policy, sender, figures, crossingsOf(figures, prefix)));
    }
  }
  forgetShadows(memory, shadow);
  await saveMemory(op, memory, senderIds);
  for (const [measuring, hits] of measured) await recordHits(op, measuring, await withMessages(op, hits));
}
