import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import type { Opening } from "@/db/queries/case-opening";
import { findAccused, listContext, listMessages, type Subject } from "@/db/queries/report";
import {
  type FlaggedCase,
  joinFlaggedCase,
  lockFlaggedCases,
  openFlaggedCase,
  saveSignals,
} from "@/db/queries/signal";
import { flaggedDeadline, joinedByFlag, severer } from "@/lib/domain/deadline";
import type { Hit } from "@/lib/domain/detector";
import type { Policy } from "@/lib/domain/policy";
import { answerTo } from "@/lib/domain/policy-detectors";
import { categoryOf, type SignalFigure, strongestOf } from "@/lib/domain/signal";
import { DAY_MS } from "@/lib/domain/utc-day";
import { drawReference } from "./case-reference";
import { languageOf, snapshotOf } from "./case-snapshot";
import { currentPolicy } from "./policy";
import type { Operation } from "./run-operation";
import { runningShadow } from "./shadow";

/** The policy that was measured against: the one in force, or one that runs in the shadow and changes nothing. */
export type Measuring = { version: number; policy: Policy; mode: "live" | "shadow" };

/** The policy in force first, then what runs in the shadow. */
export type Measurings = [Measuring, ...Measuring[]];

/** The policies that measure now: the one in force, then the draft that runs in the shadow, if one does. */
export async function measurings(database: Pick<Database, "db" | "pool">): Promise<Measurings> {
  const [live, shadow] = await Promise.all([currentPolicy(database), runningShadow(database)]);
  const inForce: Measuring = { ...live, mode: "live" };
  return shadow ? [inForce, { ...shadow, mode: "shadow" }] : [inForce];
}

/** What older findings of an imported history still are: a record, without a case. */
const CASE_WITHIN_MS = 30 * DAY_MS;
/** Message ids a signal keeps, the latest. */
const MESSAGES_KEPT = 60;
/** Messages behind its signals that a case keeps when it opens, beside the member's latest. */
const MESSAGES_IN_SNAPSHOT = 40;

type Flag = { memberId: string; hits: Hit[] };

function figureOf({ rule, measured, threshold, windowSeconds }: Hit): SignalFigure {
  return { rule, measured, threshold, windowSeconds };
}

/** Hits that ask for a case, by member in the order of the ids, so that two operations take cases in one order. */
function flagsOf(op: Operation, { policy, mode }: Measuring, hits: Hit[]): Flag[] {
  if (mode === "shadow") return [];
  const byMember = new Map<string, Hit[]>();
  for (const hit of hits) {
    if (answerTo(policy.detectors, hit.rule).response !== "flag") continue;
    if (op.at.getTime() - hit.at.getTime() > CASE_WITHIN_MS) continue;
    byMember.set(hit.memberId, [...(byMember.get(hit.memberId) ?? []), hit]);
  }
  return [...byMember]
    .map(([memberId, own]) => ({ memberId, hits: own }))
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
}

/** What the severest of a member's hits asks for, the first of equals. */
function askedBy(op: Operation, policy: Policy, hits: Hit[]) {
  const [first, ...rest] = hits;
  if (!first) throw new Error("a flag without a hit");
  const severityOf = (hit: Hit) => answerTo(policy.detectors, hit.rule).severity;
  const lead = rest.reduce(
    (best, one) => (severer(severityOf(best), severityOf(one)) === severityOf(best) ? best : one),
    first,
  );
  return { ...flaggedDeadline(lead.rule, severityOf(lead), op.at, policy), category: categoryOf(lead) };
}

async function join(op: Operation, policy: Policy, found: FlaggedCase, hits: Hit[]): Promise<string> {
  const { category, ...asked } = askedBy(op, policy, hits);
  const moved = joinedByFlag(found, asked);
  await joinFlaggedCase(op, {
    ...found,
    ...moved,
    category: moved.severity === found.severity ? found.category : category,
    strongestSignal: strongestOf([
      ...(found.strongestSignal ? [found.strongestSignal] : []),
      ...hits.map(figureOf),
    ]),
  });
  op.hint({ topic: "case", id: found.caseId });
  return found.caseId;
}

async function open(
  op: Operation,
  { policy, version }: Measuring,
  { memberId, hits }: Flag,
): Promise<string> {
  const subject: Subject = { kind: "flagged_account", type: "member", id: memberId };
  const behind = [...new Set(hits.flatMap((hit) => hit.messageIds))].slice(-MESSAGES_IN_SNAPSHOT);
  const [member, latest, measured] = await Promise.all([
    findAccused(op, subject),
    listContext(op, subject),
    behind.length > 0 ? listMessages(op.query, behind) : [],
  ]);
  if (!member) throw new Error("a signal is about nobody on record");
  const messages = [...new Map([...latest, ...measured].map((one) => [one.messageId, one])).values()].sort(
    (a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a.messageId < b.messageId ? -1 : 1),
  );
  const opening: Omit<Opening, "caseId" | "reference"> = {
    ...askedBy(op, policy, hits),
    kind: "flagged_account",
    subject: { type: "member", id: memberId },
    member,
    channel: measured[0]?.channel ?? null,
    language: languageOf(member),
    reportCount: 0,
    strongestSignal: strongestOf(hits.map(figureOf)),
    snapshot: snapshotOf(member, messages),
  };
  for (;;) {
    const caseId = uuidv7();
    if (await openFlaggedCase(op, { ...opening, caseId, reference: drawReference("CS") })) {
      const rules = [...new Set(hits.map((hit) => hit.rule))];
      op.audit({
        subjectType: "case",
        subjectId: caseId,
        data: { memberId, rules, policyVersion: version, severity: opening.severity },
      });
      return caseId;
    }
    // Another operation opened one a moment ago; it may even be decided by now, then a new one opens.
    const [found] = await lockFlaggedCases(op, [memberId]);
    if (found) return join(op, policy, found, hits);
  }
}

async function fileFlags(op: Operation, measuring: Measuring, flags: Flag[]): Promise<Map<string, string>> {
  if (flags.length === 0) return new Map();
  const held = await lockFlaggedCases(
    op,
    flags.map((flag) => flag.memberId),
  );
  const heldBy = new Map(held.map((found) => [found.memberId, found]));
  const filed = await Promise.all(
    flags.map(async (flag) => {
      const found = heldBy.get(flag.memberId);
      const caseId = await (found ? join(op, measuring.policy, found, flag.hits) : open(op, measuring, flag));
      op.hint({ topic: "queue", id: caseId });
      op.hint({ topic: "account", id: flag.memberId });
      return [flag.memberId, caseId] as const;
    }),
  );
  return new Map(filed);
}

/**
 * Puts on record what detectors found: one signal for each hit, with the policy version it was measured against. Live
 * hits whose rule answers with `flag` open the member's flagged account case or join the open one, which can only raise
 * its severity and pull its due time earlier. Shadow hits, rules that only note, and findings older than 30 days
 * (imported history) are recorded without a case. Nobody is restricted here.
 *
 * Every member of a hit has to be on record. The calling operation leaves its own audit entry; an opened case adds one.
 */
export async function recordHits(op: Operation, measuring: Measuring, hits: Hit[]): Promise<void> {
  if (hits.length === 0) return;
  const flags = flagsOf(op, measuring, hits);
  const cases = await fileFlags(op, measuring, flags);
  const flagged = new Set(flags.flatMap((flag) => flag.hits));
  await saveSignals(
    op,
    hits.map((hit) => ({
      ...figureOf(hit),
      memberId: hit.memberId,
      signalId: uuidv7(),
      at: hit.at,
      policyVersion: measuring.version,
      mode: measuring.mode,
      caseId: flagged.has(hit) ? (cases.get(hit.memberId) ?? null) : null,
      detail: {
        ...hit.detail,
        ...(hit.counterpartId === undefined ? {} : { counterpartId: hit.counterpartId }),
        messageIds: hit.messageIds.slice(-MESSAGES_KEPT),
      },
    })),
  );
}
