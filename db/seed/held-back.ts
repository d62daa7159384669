import type { ContentScores } from "../../lib/domain/content-filter";
import { contentChecks, reasonOf } from "../../lib/domain/gate";
import {
  type LockMove,
  type LockReason,
  type LockSide,
  type LockState,
  lockAfter,
} from "../../lib/domain/lock";
import { categoryOfLock, type LockOutcome } from "../../lib/domain/lock-decision";
import { drawReference, snapshotOf } from "./intake";
import { drawReviewer, noteClaim } from "./rulings";
import { DAY_MS, HOUR_MS, note, policyAt, type SeedMessage, type World } from "./world";

/** A message of the sample that the content filter holds back. */
export type Held = { message: SeedMessage; content: ContentScores };

/** The filter went live so many days before the end; what came before went through. */
const FILTER_DAYS = 30;
/** Locks of the whole sample, and how many of them somebody calls wrong and a moderator has not looked at. */
const LOCKS = { full: 160, small: 6 };
const OPEN_DISPUTES = { full: 6, small: 2 };

const ANSWERS: Partial<Record<LockMove, number>> = { accept: 2, refuse: 36, dispute: 32 };

function reasonsOf(world: World, { message, content }: Held): LockReason[] {
  const { policy } = policyAt(world, message.sentAt);
  return contentChecks(policy, message, content)
    .filter((check) => check.outcome === "stopped")
    .map((check) => reasonOf(check));
}

type LockRow = World["rows"]["locks"][number];

function answer(
  world: World,
  lock: LockRow,
  by: LockSide,
  response: "accept" | "refuse" | "report" | "wrongly_locked",
  at: Date,
) {
  world.rows.lockResponses.push({
    responseId: world.random.uuid(at),
    lockId: lock.lockId,
    by,
    response,
    note:
      response === "wrongly_locked" && by === "sender"
        ? "This is a text I wrote to one person. Please look at it."
        : null,
    at,
  });
}

/** Puts a disputed lock before a moderator; decided unless it still waits. */
function dispute(
  world: World,
  held: Held,
  lock: LockRow,
  by: LockSide,
  at: Date,
  decidedAt: Date | null,
): void {
  const { random, rows } = world;
  const member = world.memberById.get(lock.senderId);
  if (!member) throw new Error(`${lock.senderId} is nobody of the sample`);
  const { policy, version: policyVersion } = policyAt(world, at);
  answer(world, lock, by, "wrongly_locked", at);
  Object.assign(lock, { disputedBy: by, disputedAt: at });
  const caseId = random.uuid(at);
  const hours = policy.deadlineHours.P2;
  const category = categoryOfLock(lock.reasons);
  const row: World["rows"]["cases"][number] = {
    caseId,
    reference: drawReference(world, "CS"),
    kind: "locked_message",
    subjectType: "lock",
    subjectId: lock.lockId,
    memberId: member.memberId,
    memberName: member.displayName,
    accountType: member.accountType,
    state: "open",
    severity: "P2",
    category,
    channel: lock.channel,
    language: member.language,
    openedAt: at,
    dueAt: new Date(at.getTime() + hours * HOUR_MS),
    why: { code: "lock_disputed", by, hours, at: at.toISOString() },
    reportCount: 0,
    strongestSignal: null,
    claimedBy: null,
    claimedAt: null,
    claimExpiresAt: null,
    excludedStaffIds: [],
    handedOnBy: [],
    decidedAt: null,
    outcome: null,
    version: 1,
  };
  rows.cases.push(row);
  rows.snapshots.push({
    caseId,
    snapshot: snapshotOf(world, { member, message: held.message, openedAt: at }),
    takenAt: at,
  });
  if (!decidedAt) return;
  const outcome: LockOutcome =
    (member.habit === null && random.has(0.6)) || random.has(0.05) ? "released" : "removed";
  const reviewer = drawReviewer(world, []);
  const isRemoved = outcome === "removed";
  const decisionId = random.uuid(decidedAt);
  rows.decisions.push({
    decisionId,
    caseId,
    caseVersion: row.version,
    memberId: member.memberId,
    decidedBy: reviewer.staffId,
    decidedAt,
    outcome,
    measures: [],
    policyClause: isRemoved ? policy.clauseByCategory[category] : null,
    policyVersion,
    reason: isRemoved
      ? "The same offer went to others who never asked. The filter was right."
      : "A personal message between people who know each other. The words that weighed are harmless here.",
    memberReason: isRemoved ? "It promotes something to a person who did not ask for it." : null,
    appealedDecisionId: null,
  });
  noteClaim(world, caseId, reviewer.staffId, decidedAt, at);
  Object.assign(row, { state: "decided", outcome, decidedAt, version: row.version + 1 });
  const state = lockAfter(lock.state, isRemoved ? "remove" : "release");
  if (state && state !== lock.state)
    Object.assign(lock, { state, resolvedAt: decidedAt, resolvedBy: "moderator" });
  note(
    world,
    {
      at: decidedAt,
      actorKind: "staff",
      actorId: reviewer.staffId,
      command: "lock.decide",
      subjectType: "case",
      subjectId: caseId,
    },
    { reference: row.reference, decisionId, lockId: lock.lockId, outcome, policyVersion },
  );
}

/** Holds messages back as the filter would have since it went live, and lets the two sides and moderators answer. */
export function drawLocks(world: World, held: Held[]): void {
  const { random, now, rows, scale } = world;
  const size = scale.messages < 5_000 ? "small" : "full";
  const reported = new Set(
    rows.cases.flatMap((row) => (row.subjectType === "message" ? [row.subjectId] : [])),
  );
  const candidates = held.filter(
    ({ message }) =>
      !reported.has(message.messageId) &&
      (size === "small" || now.getTime() - message.sentAt.getTime() < FILTER_DAYS * DAY_MS),
  );
  const step = Math.max(1, candidates.length / LOCKS[size]);
  let openDisputes = 0;
  for (let place = candidates.length - 1; place >= 0; place -= step) {
    const one = candidates[Math.floor(place)];
    if (!one) continue;
    const { message, content } = one;
    const at = message.sentAt;
    const lock: LockRow = {
      lockId: random.uuid(at),
      messageId: message.messageId,
      senderId: message.senderId,
      recipientId: message.recipientId,
      conversationId: message.conversationId,
      channel: message.channel,
      sentAt: at,
      state: "waiting",
      reasons: reasonsOf(world, one),
      weighed: content.weighed,
      policyVersion: policyAt(world, at).version,
      modelVersion: 0,
      lockedAt: at,
      resolvedAt: null,
      resolvedBy: null,
      disputedBy: null,
      disputedAt: null,
    };
    rows.locks.push(lock);
    const answeredAt = new Date(at.getTime() + HOUR_MS * random.skewed(6, 60));
    if (openDisputes < OPEN_DISPUTES[size]) {
      openDisputes += 1;
      const disputedAt = new Date(Math.max(at.getTime(), now.getTime() - HOUR_MS * random.skewed(8, 40)));
      dispute(world, one, lock, random.has(0.7) ? "sender" : "recipient", disputedAt, null);
      continue;
    }
    if (answeredAt >= now || random.has(0.3)) continue;
    const move = random.weighted(ANSWERS);
    if (move === "dispute") {
      const decidedAt = new Date(answeredAt.getTime() + HOUR_MS * random.skewed(9, 39));
      dispute(
        world,
        one,
        lock,
        random.has(0.7) ? "sender" : "recipient",
        answeredAt,
        decidedAt < now ? decidedAt : null,
      );
      continue;
    }
    const response = move === "accept" ? "accept" : "refuse";
    const state: LockState = lockAfter("waiting", response) ?? "waiting";
    answer(world, lock, "recipient", response, answeredAt);
    Object.assign(lock, { state, resolvedAt: answeredAt, resolvedBy: "recipient" });
  }
}

/** Whether the filter of an instant holds a message back. */
export function isHeld(world: World, message: SeedMessage, content: ContentScores): boolean {
  return reasonsOf(world, { message, content }).length > 0;
}
