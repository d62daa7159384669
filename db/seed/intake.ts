import type { CaseSnapshot, SnapshotMessage } from "../../lib/domain/case-snapshot";
import { flaggedDeadline, joinedByFlag, joinedDeadline, openingDeadline } from "../../lib/domain/deadline";
import { strongestOf } from "../../lib/domain/signal";
import { addSignal, figureOf, severityOf } from "./detection";
import { REFERENCE_LETTERS } from "./random";
import { type Incident, note, policyAt, type SeedMessage, type World } from "./world";

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
/** Messages a snapshot keeps up to the reported one, and after it (as `receiveReport` does). */
const BEFORE = 30;
const AFTER = 10;

/** A reference nobody has yet. */
export function drawReference(world: World, prefix: "CS" | "AP"): string {
  for (;;) {
    const reference = `${prefix}-${world.random.letters(7, REFERENCE_LETTERS)}`;
    if (world.references.has(reference)) continue;
    world.references.add(reference);
    return reference;
  }
}

function kept(world: World, message: SeedMessage): SnapshotMessage {
  return {
    messageId: message.messageId,
    senderId: message.senderId,
    recipientId: message.recipientId,
    senderName: world.memberById.get(message.senderId)?.displayName ?? message.senderId,
    channel: message.channel,
    sentAt: message.sentAt.toISOString(),
    isReply: message.isReply,
    isAutomated: message.isAutomated,
    body: message.body,
    links: message.links,
    attachments: message.attachments,
  };
}

/** What a case keeps of its subject and what surrounds it. */
export function snapshotOf(
  world: World,
  { member, message, openedAt }: Pick<Incident, "member" | "message" | "openedAt">,
): CaseSnapshot {
  const all = message
    ? world.byConversation.get(message.conversationId)
    : world.bySender.get(member.memberId);
  const known = (all ?? []).filter((one) => one.sentAt <= openedAt);
  const place = message ? known.indexOf(message) : known.length;
  const context = message
    ? known.slice(Math.max(0, place + 1 - BEFORE), place + 1 + AFTER)
    : known.slice(-BEFORE - AFTER);
  return {
    reported: message ? kept(world, message) : null,
    context: context.map((one) => kept(world, one)),
    degree: message?.degree ?? null,
    member: {
      memberId: member.memberId,
      displayName: member.displayName,
      accountType: member.accountType,
      joinedAt: member.joinedAt.toISOString(),
      connectionCount: member.connectionCount,
      profile: member.profile,
      locale: member.locale,
      country: member.country,
    },
  };
}

/** A case as it stands before anybody decides, with the incident it came from. */
export type OpenedCase = { row: World["rows"]["cases"][number]; incident: Incident };

/** Writes a case with its snapshot, reports and signals, as the intake of reports would have. */
export function openCase(world: World, incident: Incident): OpenedCase {
  const { random } = world;
  const { member, message, openedAt, kind, category } = incident;
  const { policy } = policyAt(world, openedAt);
  const caseId = random.uuid(openedAt);
  const [first] = incident.signals;
  const opening = first
    ? flaggedDeadline(first.rule, severityOf(policy, first), openedAt, policy)
    : openingDeadline(category, openedAt, policy);
  const row: OpenedCase["row"] = {
    caseId,
    reference: drawReference(world, "CS"),
    kind,
    subjectType: message ? "message" : "member",
    subjectId: message?.messageId ?? member.memberId,
    memberId: member.memberId,
    memberName: member.displayName,
    accountType: member.accountType,
    state: "open",
    severity: opening.severity,
    category,
    channel: message?.channel ?? null,
    language: member.language,
    openedAt,
    dueAt: opening.dueAt,
    why: opening.why,
    reportCount: incident.reporters.length,
    strongestSignal: strongestOf(incident.signals.map(figureOf)),
    claimedBy: null,
    claimedAt: null,
    claimExpiresAt: null,
    excludedStaffIds: [],
    handedOnBy: [],
    decidedAt: null,
    outcome: null,
    version: 1,
  };
  world.rows.snapshots.push({ caseId, snapshot: snapshotOf(world, incident), takenAt: openedAt });
  addSignals(world, row, incident);
  addReports(world, row, incident);
  world.rows.cases.push(row);
  return { row, incident };
}

/** Later findings move the case as they do when they are filed. */
function addSignals(world: World, row: OpenedCase["row"], incident: Incident): void {
  for (const [place, hit] of incident.signals.entries()) {
    const { policy } = policyAt(world, hit.at);
    if (place > 0) {
      Object.assign(
        row,
        joinedByFlag(row, flaggedDeadline(hit.rule, severityOf(policy, hit), hit.at, policy)),
      );
      row.version += 1;
    }
    addSignal(world, hit, row.caseId);
  }
}

function addReports(world: World, row: OpenedCase["row"], incident: Incident): void {
  const { random } = world;
  for (const [place, reporter] of incident.reporters.entries()) {
    const reportId = `rp_${random.letters(12, LETTERS)}`;
    const { category } = incident;
    if (place > 0) {
      const { policy } = policyAt(world, reporter.at);
      Object.assign(row, joinedDeadline(row, category, place + 1, reporter.at, policy));
      row.version += 1;
    }
    world.rows.reports.push({
      reportId,
      reporterId: reporter.member.memberId,
      subjectType: row.subjectType === "message" ? "message" : "member",
      subjectId: row.subjectId,
      memberId: row.memberId,
      category,
      note: reporter.note,
      source: random.pick(["web", "ios", "android"]),
      receivedAt: reporter.at,
      caseId: row.caseId,
      state: "open",
      decidedAt: null,
    });
    world.rows.events.push({
      memberId: row.memberId,
      eventId: random.uuid(reporter.at),
      type: "report.received",
      payload: { reportId, caseId: row.caseId, category },
      createdAt: reporter.at,
    });
    note(
      world,
      {
        at: reporter.at,
        actorKind: "system",
        actorId: "sample",
        command: "report.receive",
        subjectType: "case",
        subjectId: row.caseId,
      },
      { reportId, category, isNew: place === 0, subjectType: row.subjectType, subjectId: row.subjectId },
    );
  }
}
