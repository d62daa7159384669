import type { Severity } from "../../lib/domain/case";
import { BASE_CONTENT_MODEL, scoreContent } from "../../lib/domain/content-filter";
import { detect, type Hit } from "../../lib/domain/detector";
import { evasionHit, linksOf } from "../../lib/domain/linked-accounts";
import { emptyMemory, measuringOf, observe } from "../../lib/domain/observer";
import { DEFAULT_POLICY, type Policy } from "../../lib/domain/policy";
import { answerTo } from "../../lib/domain/policy-detectors";
import { categoryOf, type SignalFigure, type SignalRule } from "../../lib/domain/signal";
import { type Held, isHeld } from "./held-back";
import { drawDecided, drawWaiting } from "./incidents";
import { PROVOKED, PROVOKED_SMALL, provoke } from "./provocation";
import {
  DAY_MS,
  HOUR_MS,
  type Incident,
  instantIn,
  policyAt,
  type SeedMember,
  type World,
  weekday,
} from "./world";

/** The figure of a finding. */
export function figureOf({ rule, measured, threshold, windowSeconds }: Hit): SignalFigure {
  return { rule, measured, threshold, windowSeconds };
}

/** How severe a policy takes a finding. */
export function severityOf({ detectors }: Policy, { rule }: Hit): Severity {
  return answerTo(detectors, rule).severity;
}

/** Puts a finding on record, as part of a case or without one. */
export function addSignal(world: World, hit: Hit, caseId: string | null): void {
  world.rows.signals.push({
    memberId: hit.memberId,
    signalId: world.random.uuid(hit.at),
    ...figureOf(hit),
    at: hit.at,
    policyVersion: policyAt(world, hit.at).version,
    mode: "live",
    caseId,
    detail: {
      ...hit.detail,
      ...(hit.counterpartId === undefined ? {} : { counterpartId: hit.counterpartId }),
      messageIds: hit.messageIds,
    },
  });
}

/** Lets some members write what detectors look for; returns those of them whose case waits undecided now. */
export function drawProvocations(world: World): Set<SeedMember> {
  const { random, scale, startsAt, now } = world;
  const rules = scale.messages < 5_000 ? PROVOKED_SMALL : PROVOKED;
  const waiting = new Set<SeedMember>();
  const taken = new Set<SeedMember>();
  const wanted = Math.round(scale.decidedCases * scale.provokedShare) + scale.openFlagged;
  for (let n = 0; n < wanted; n++) {
    const rule: SignalRule = random.weighted(rules);
    const isWaiting = n < scale.openFlagged;
    const people = world.members.filter(
      (one) => !taken.has(one) && one.accountType !== "company_page" && one.connectionCount < 1_000,
    );
    const offenders = people.filter((one) => one.habit === "spam");
    const member = random.pick(offenders.length > 0 ? offenders : people);
    taken.add(member);
    if (isWaiting) waiting.add(member);
    const at = isWaiting ? drawWaiting(world, "P2", n + 1) : instantIn(world, weekday);
    // Long windows reach back; what is drawn stays within the sample.
    const earliest = startsAt.getTime() + 26 * DAY_MS * (scale.days > 40 ? 1 : 0.3);
    provoke(world, member, rule, new Date(Math.max(earliest, Math.min(at.getTime(), now.getTime()))));
  }
  return waiting;
}

/** Runs the detectors over every message of the sample, as the intake of messages would have. */
function detectAll(world: World): { hits: Hit[]; held: Held[] } {
  const { memory } = world;
  const held: Held[] = [];
  const hits = world.messages.flatMap((message) => {
    const sender = world.memberById.get(message.senderId);
    if (!sender) throw new Error(`${message.senderId} is nobody of the sample`);
    const figures = observe(memory, message);
    const content = scoreContent(BASE_CONTENT_MODEL, message);
    figures.content = content.scores;
    if (isHeld(world, message, content)) held.push({ message, content });
    return detect(policyAt(world, message.sentAt).policy, sender, figures);
  });
  return { hits, held };
}

/**
 * Runs the detectors and draws the cases of the accounts they flag: a finding opens a case or joins the one that is open
 * then; what is only noted goes on record without one. Also tells what the content filter would hold back.
 */
export function drawFlagged(world: World, waiting: Set<SeedMember>): { incidents: Incident[]; held: Held[] } {
  const { random, now } = world;
  const incidents: Incident[] = [];
  const latest = new Map<string, Incident>();
  const { hits, held } = detectAll(world);
  for (const hit of hits) {
    const { response, severity } = answerTo(policyAt(world, hit.at).policy.detectors, hit.rule);
    if (response === "note") {
      addSignal(world, hit, null);
      continue;
    }
    const open = latest.get(hit.memberId);
    if (open && (open.decidedAt === null || hit.at < open.decidedAt)) {
      open.signals.push(hit);
      continue;
    }
    const member = world.memberById.get(hit.memberId);
    if (!member) continue;
    const decidedAt = drawDecided(world, severity, hit.at);
    const isLate = waiting.has(member) && now.getTime() - hit.at.getTime() < 4 * DAY_MS;
    const incident: Incident = {
      kind: "flagged_account",
      category: categoryOf(hit),
      openedAt: hit.at,
      member,
      message: null,
      isBreach: random.has(member.habit === null ? 0.1 : 0.45),
      reporters: [],
      signals: [hit],
      decidedAt: isLate || decidedAt >= now ? null : decidedAt,
      script: null,
    };
    latest.set(hit.memberId, incident);
    incidents.push(incident);
  }
  return { incidents, held };
}

/** What the detectors of a sample remember at first: nothing. */
export function emptySampleMemory(): World["memory"] {
  return emptyMemory(measuringOf(DEFAULT_POLICY), { isCounting: true });
}

/** Groups of accounts of which one is restricted now and the others go on writing (D22). */
const EVADING_GROUPS = 3;

/** Gives some restricted members further accounts, and draws the cases of those accounts. */
export function drawEvaders(world: World): Incident[] {
  const { random, now, rows, members } = world;
  const { policy } = policyAt(world, now);
  const taken = new Set(rows.cases.filter((row) => row.state === "open").map((row) => row.memberId));
  const inForce = rows.restrictions.filter(
    (one) =>
      one.measure === "messaging_disabled" &&
      one.liftedAt === null &&
      (one.endsAt === null || one.endsAt > now),
  );
  return inForce.slice(-EVADING_GROUPS).flatMap((restriction) => {
    const hash = random.letters(24, "0123456789abcdef");
    const others = members.filter(
      (one) =>
        one.accountType === "basic" && one.memberId !== restriction.memberId && !taken.has(one.memberId),
    );
    const group = Array.from({ length: random.int(1, 3) }, () => random.pick(others));
    const ids = [...new Set([restriction.memberId, ...group.map((one) => one.memberId)])];
    const seenAt = new Date(restriction.startsAt.getTime() + 3 * HOUR_MS);
    for (const memberId of ids) rows.fingerprints.push({ memberId, kind: "payment", hash, seenAt });
    const shared = ids.flatMap((memberId) =>
      ids
        .filter((otherId) => otherId !== memberId)
        .map((otherId) => ({ memberId, otherId, kind: "payment" as const, hash, carriers: ids.length })),
    );
    const restricted = new Map([
      [restriction.memberId, { firstAt: restriction.startsAt, latestAt: restriction.startsAt }],
    ]);
    const at = new Date(now.getTime() - HOUR_MS * random.skewed(3, 12));
    return group.slice(0, 1).flatMap((member): Incident[] => {
      const links = linksOf(shared, policy.detectors.D22).filter((one) => one.memberId === member.memberId);
      const hit = evasionHit(policy, member.memberId, { links, restricted, raisedAt: null }, at);
      if (!hit) return [];
      return [
        {
          kind: "flagged_account",
          category: categoryOf(hit),
          openedAt: at,
          member,
          message: null,
          isBreach: true,
          reporters: [],
          signals: [hit],
          decidedAt: null,
          script: null,
        },
      ];
    });
  });
}
