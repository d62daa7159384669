import type { Ask } from "@/db/queries/ask";
import { type CaseRecord, listConversation, listSentAfter, type StoredMessage } from "@/db/queries/case";
import type { CaseMessage } from "@/lib/contracts/case";
import type { SnapshotMessage } from "@/lib/domain/case-snapshot";

/** How far before the reported message a conversation is read, ms: 60 days, or back to what the case kept. */
const EARLIER_MS = 60 * 86_400_000;

function toMessage(
  message: Omit<SnapshotMessage, "sentAt"> & { sentAt: string | Date },
  found: CaseRecord,
  state: CaseMessage["state"],
): CaseMessage {
  return {
    messageId: message.messageId,
    senderId: message.senderId,
    senderName: message.senderName,
    isMember: message.senderId === found.memberId,
    channel: message.channel,
    sentAt: new Date(message.sentAt).toISOString(),
    isReply: message.isReply,
    isAutomated: message.isAutomated,
    body: message.body,
    attachments: message.attachments.map((file) => ({
      name: file.name,
      contentType: file.contentType ?? null,
      sizeBytes: file.sizeBytes ?? null,
    })),
    isReported: found.snapshot?.reported?.messageId === message.messageId,
    state,
  };
}

/** What the case kept, the reported message included, oldest first. */
function keptMessages({ snapshot }: CaseRecord): SnapshotMessage[] {
  const { context = [], reported = null } = snapshot ?? {};
  const isThere = reported === null || context.some((one) => one.messageId === reported.messageId);
  return isThere ? context : [...context, reported];
}

/** What is still on record around the reported message, no less than the case kept; else what the member sent since. */
function listStored(ask: Ask, found: CaseRecord, kept: SnapshotMessage[]): Promise<StoredMessage[]> {
  const reported = found.snapshot?.reported;
  if (!reported) return listSentAfter(ask, found.memberId, found.openedAt);
  const sent = kept.map((message) => Date.parse(message.sentAt));
  const since = new Date(Math.min(Date.parse(reported.sentAt) - EARLIER_MS, ...sent));
  return listConversation(
    ask,
    reported,
    since,
    kept.map((message) => message.messageId),
  );
}

/**
 * What the case kept, and what has come since, oldest first. The kept text always wins; what became of it is said
 * (`state`).
 */
export async function viewMessages(ask: Ask, found: CaseRecord): Promise<CaseMessage[]> {
  const all = keptMessages(found);
  const stored = await listStored(ask, found, all);
  const now = new Map(stored.map((message) => [message.messageId, message]));
  const keptIds = new Set(all.map((message) => message.messageId));
  // About an account, only what came later is read again.
  const isWhole = Boolean(found.snapshot?.reported);
  const messages = all.map((message) => {
    const current = now.get(message.messageId);
    const state = current ? (current.body === message.body ? "kept" : "edited") : isWhole ? "gone" : "kept";
    return toMessage(message, found, state);
  });
  const later = stored
    .filter((message) => !keptIds.has(message.messageId))
    .map((message) => toMessage(message, found, message.sentAt > found.openedAt ? "later" : "kept"));
  return [...messages, ...later].sort(
    (a, b) => a.sentAt.localeCompare(b.sentAt) || a.messageId.localeCompare(b.messageId),
  );
}
