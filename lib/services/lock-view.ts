import type { Database } from "@/db/connect";
import type { Ask } from "@/db/queries/ask";
import { asking, reading } from "@/db/queries/ask";
import {
  findDisputeDecision,
  findLock,
  findLockedContent,
  findLockNames,
  type LockRecord,
  listResponses,
  listWaitingLocks,
} from "@/db/queries/lock";
import {
  type CaseLock,
  type LockPageView,
  type LockView,
  WAITING_SHOWN,
  type WaitingLocks,
} from "@/lib/contracts/lock";
import { isDelivered, type LockSide, type LockState } from "@/lib/domain/lock";
import { env } from "@/lib/env";
import { tokenFor } from "./access-token";
import { findLockLink, lockUrls } from "./lock";
import { reportIdOf } from "./lock-response";

/** A lock as its platform may see it, with the links of both sides; null when the id is unknown. */
export async function viewLock(database: Pick<Database, "pool">, lockId: string): Promise<LockView | null> {
  const found = await findLock(asking(database), lockId);
  if (!found) return null;
  return {
    id: found.lockId,
    messageId: found.messageId,
    senderId: found.senderId,
    recipientId: found.recipientId,
    conversationId: found.conversationId,
    channel: found.channel,
    state: found.state,
    reasons: found.reasons,
    policyVersion: found.policyVersion,
    lockedAt: found.lockedAt.toISOString(),
    resolvedAt: found.resolvedAt?.toISOString() ?? null,
    resolvedBy: found.resolvedBy,
    disputedBy: found.disputedBy,
    ...lockUrls(found.lockId),
  };
}

/** What the case page shows of the lock it is about; null when there is none by this id. */
export async function viewCaseLock(ask: Ask, lockId: string): Promise<CaseLock | null> {
  const [found, responses] = await Promise.all([findLock(ask, lockId), listResponses(ask, lockId)]);
  if (!found) return null;
  const { state, reasons, weighed, policyVersion, modelVersion, resolvedBy } = found;
  return {
    lockId,
    state,
    reasons,
    weighed,
    policyVersion,
    modelVersion,
    resolvedBy,
    lockedAt: found.lockedAt.toISOString(),
    resolvedAt: found.resolvedAt?.toISOString() ?? null,
    responses: responses.map(({ at, ...said }) => ({ ...said, at: at.toISOString() })),
  };
}

/** What a member's messages wait for, over the oldest `WAITING_SHOWN`; null when nothing waits. */
export async function viewWaitingLocks(ask: Ask, memberId: string): Promise<WaitingLocks | null> {
  const found = await listWaitingLocks(ask, memberId, WAITING_SHOWN + 1);
  const [oldest] = found;
  if (!oldest) return null;
  const counted = found.slice(0, WAITING_SHOWN);
  const rules = new Map<string, number>();
  for (const { reasons } of counted) {
    const rule = reasons[0]?.rule;
    if (rule) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  return {
    count: counted.length,
    isMore: found.length > WAITING_SHOWN,
    oldestAt: oldest.lockedAt.toISOString(),
    rules: [...rules].map(([rule, count]) => ({ rule, count })).sort((a, b) => b.count - a.count),
    disputed: counted.filter((lock) => lock.disputedAt !== null).length,
  };
}

/** The state as a side may know it: nobody is told that they were reported. */
function stateFor(side: LockSide, { state }: LockRecord): LockState {
  return side === "sender" && state === "reported" ? "refused" : state;
}

/**
 * What a side's link opens; null for a wrong, malformed or unknown one. The message itself is part of it only for the
 * recipient, and only while it is delivered.
 */
export async function viewLockPage(
  database: Pick<Database, "db" | "pool">,
  token: string,
): Promise<LockPageView | null> {
  const link = await findLockLink(database, token);
  if (!link) return null;
  const { lockId, side } = link;
  return reading(database, async (ask) => {
    const lock = await findLock(ask, lockId);
    if (!lock) return null;
    const isShown = side === "recipient" && isDelivered(lock.state);
    const [names, responses, decided, content] = await Promise.all([
      findLockNames(ask, lock),
      listResponses(ask, lockId),
      findDisputeDecision(ask, lock),
      isShown ? findLockedContent(ask, lock) : null,
    ]);
    const other =
      side === "recipient" ? (names.senderName ?? lock.senderId) : (names.recipientName ?? lock.recipientId);
    const said = responses.filter(({ by }) => by === side).map(({ response }) => response);
    return {
      side,
      state: stateFor(side, lock),
      channel: lock.channel,
      otherName: other,
      sentAt: lock.sentAt.toISOString(),
      reasons: lock.reasons.map(({ code, rule, detail }) => ({
        code,
        rule,
        detail: side === "sender" ? detail : null,
      })),
      said,
      isDisputed: lock.disputedAt !== null,
      decided: decided && { ...decided, at: decided.at.toISOString() },
      resolvedAt: lock.resolvedAt?.toISOString() ?? null,
      resolvedBy: lock.resolvedBy,
      content: content && {
        body: content.body,
        attachments: content.attachments.map(({ name, sizeBytes }) => ({
          name,
          sizeBytes: sizeBytes ?? null,
        })),
      },
      receiptPath: said.includes("report") ? `/receipt/${tokenFor("receipt", reportIdOf(lockId))}` : null,
      platformName: env().platform.name,
    };
  });
}
