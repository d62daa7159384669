import type { Severity } from "../../lib/domain/case";
import type { Category } from "../../lib/domain/report";
import { BREACH, HOSTILE, MILD, REPORT_NOTES } from "./breach";
import { CATEGORY_SHARES } from "./population";
import { fill } from "./talk";
import { drawThread, send, slotsFor, type Thread } from "./traffic";
import {
  DAY_MS,
  HOUR_MS,
  type Incident,
  instantIn,
  MINUTE_MS,
  policyAt,
  type SeedMember,
  type SeedMessage,
  type World,
  weekday,
} from "./world";

/** Shares of breaches among the cases of a category, so that about a third of all cases ends with a measure (dsa.md). */
const BREACH_SHARES: Record<Category, number> = {
  spam: 0.48,
  scam: 0.1,
  harassment: 0.28,
  hate: 0.24,
  threat: 0.3,
  impersonation: 0.12,
  fake_account: 0.1,
  sexual: 0.2,
  privacy: 0.12,
  self_harm: 0.05,
  prohibited_goods: 0.4,
  other: 0.05,
};

/** What waits now is worth reading. */
const OPEN_BREACH_SHARE = 0.6;

/** How long deciding takes, in hours: median and 90th percentile (dsa.md: 7 h and 31 h over all). */
const HOURS_TO_DECIDE = { P0: [0.35, 1.4], P1: [5.5, 23], P2: [9, 39] } as const;

/** The scam wave: five times the scams for three days, so many days before the end. */
const WAVE = { beginsDaysAgo: 47, days: 3, factor: 5 };
/** The second policy version comes so many days before the end, as a share of the period. */
export const POLICY_CHANGE_SHARE = 0.5;
/** The brigade comes so many days before the end. */
const BRIGADE_DAYS_AGO = 9;

function isInWave(world: World, at: Date): boolean {
  const daysAgo = (world.now.getTime() - at.getTime()) / DAY_MS;
  return daysAgo <= WAVE.beginsDaysAgo && daysAgo > WAVE.beginsDaysAgo - WAVE.days;
}

function drawCategory(world: World, at: Date): Category {
  const scam = (CATEGORY_SHARES.scam ?? 0) * (isInWave(world, at) ? WAVE.factor : 1);
  return world.random.weighted({ ...CATEGORY_SHARES, scam });
}

/** Days of the wave have more reports by as much as it adds scams. */
function busyness(world: World): (at: Date) => number {
  const waved = 1 + (WAVE.factor - 1) * ((CATEGORY_SHARES.scam ?? 0) / 100);
  return (at) => {
    const growth =
      0.7 +
      0.3 * ((at.getTime() - world.startsAt.getTime()) / (world.now.getTime() - world.startsAt.getTime()));
    return (weekday(at) * growth * (isInWave(world, at) ? waved : 1)) / waved;
  };
}

function pickMember(world: World, category: Category, isBreach: boolean): SeedMember {
  const { random } = world;
  const matching = world.members.filter((member) => member.habit === category);
  if (isBreach && matching.length > 0) return random.pick(matching);
  // Most unfounded reports are about people of the same kind too: salespeople, strangers with an offer.
  if (matching.length > 0 && random.has(0.55)) return random.pick(matching);
  return random.pick(world.members);
}

function pickOther(world: World, not: SeedMember, wanted?: (member: SeedMember) => boolean): SeedMember {
  for (let tries = 0; ; tries++) {
    const member = world.random.pick(world.members);
    if (member === not || member.accountType === "company_page") continue;
    if (tries > 50 || !wanted || wanted(member)) return member;
  }
}

/** The text a case is about; now and then one made to deceive, or a very long one. */
function drawText(
  world: World,
  category: Category,
  isBreach: boolean,
  from: SeedMember,
  to: SeedMember,
): string {
  const { random } = world;
  const slots = slotsFor(world, from, to);
  // An unwelcome offer is often no breach: one message, no reminder.
  if (!isBreach && !(category === "spam" && random.has(0.5)))
    return fill(random.pick(MILD[from.language]), slots);
  const isDeceptive = (category === "scam" || category === "spam") && random.has(0.06);
  const text = fill(
    isDeceptive ? random.pick(HOSTILE) : random.pick(BREACH[category][from.language] ?? BREACH[category].en),
    slots,
  );
  if (!random.has(0.02)) return text;
  const parts = Array.from({ length: random.int(12, 30) }, () =>
    fill(random.pick(BREACH[category].en), slotsFor(world, from, to)),
  );
  return [text, ...parts].join("\n\n");
}

/** Writes the reported message into a conversation of its own, with what came before it and the sender's other sends. */
function writeReported(
  world: World,
  member: SeedMember,
  category: Category,
  isBreach: boolean,
  at: Date,
): SeedMessage {
  const { random, scale } = world;
  const to = pickOther(world, member, (other) => other.language === member.language);
  const thread: Thread = drawThread(world, random.has(0.7), member);
  const body = drawText(world, category, isBreach, member, to);
  const isAutomated = category === "spam" && random.has(0.3);
  if (isBreach && random.has(0.6)) {
    const before = new Date(
      Math.max(world.startsAt.getTime(), at.getTime() - HOUR_MS * random.skewed(30, 200)),
    );
    const first = fill(
      random.pick(BREACH.spam[member.language] ?? BREACH.spam.en),
      slotsFor(world, member, to),
    );
    send(world, thread, member, to, { at: before, body: first, isAutomated });
    if (random.has(0.5)) {
      const answer = {
        en: "Not interested, thank you. Please do not write to me again.",
        de: "Kein Interesse. Bitte schreiben Sie mir nicht mehr.",
        es: "No me interesa. No me escriba más, por favor.",
        fr: "Cela ne m'intéresse pas. Ne m'écrivez plus.",
      }[to.language];
      send(world, thread, to, member, {
        at: new Date(before.getTime() + (at.getTime() - before.getTime()) * 0.4),
        body: answer,
        isReply: true,
      });
    }
  }
  if (isBreach && (category === "spam" || category === "scam")) {
    const others = scale.messages < 5_000 ? random.int(0, 2) : Math.round(random.skewed(5, 28));
    for (let n = 0; n < others; n++) {
      const target = pickOther(world, member);
      const sentAt = new Date(at.getTime() - random.int(0, 90) * MINUTE_MS - n * 1_000);
      send(world, drawThread(world, true, member), member, target, { at: sentAt, body, isAutomated });
    }
  }
  return send(world, thread, member, to, { at, body, isAutomated });
}

function drawReporters(
  world: World,
  member: SeedMember,
  first: SeedMember | null,
  openedAt: Date,
  until: Date,
): Incident["reporters"] {
  const { random } = world;
  const count = Number(random.weighted({ 1: 62, 2: 20, 3: 9, 5: 6, 9: 3 }));
  const reporters: Incident["reporters"] = [];
  for (let n = 0; n < count; n++) {
    const reporter = n === 0 && first ? first : pickOther(world, member);
    if (reporters.some((one) => one.member === reporter)) continue;
    const spanMs = until.getTime() - openedAt.getTime();
    const at = n === 0 ? openedAt : new Date(openedAt.getTime() + Math.min(0.9, random.next() ** 2) * spanMs);
    const text = random.has(0.45) ? random.pick(REPORT_NOTES[reporter.language]) : null;
    reporters.push({ member: reporter, at, note: text });
  }
  return reporters.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** When a case is decided: by its severity, log-normal. */
export function drawDecided(world: World, severity: Severity, openedAt: Date): Date {
  const [median, p90] = HOURS_TO_DECIDE[severity];
  return new Date(openedAt.getTime() + HOUR_MS * Math.max(0.05, world.random.skewed(median, p90)));
}

/** An opening for which a decision still fits before the end of the period. */
function drawDecidedPeriod(world: World): { category: Category; openedAt: Date; decidedAt: Date } {
  for (;;) {
    const openedAt = instantIn(world, busyness(world));
    const category = drawCategory(world, openedAt);
    const severity = policyAt(world, openedAt).policy.severityByCategory[category];
    const decidedAt = drawDecided(world, severity, openedAt);
    if (decidedAt < world.now) return { category, openedAt, decidedAt };
  }
}

/** One reported message or account; `openNow` leaves it undecided. */
function drawReported(
  world: World,
  when: { category: Category; openedAt: Date; decidedAt: Date | null },
  isAccount: boolean,
  taken: Set<string>,
): Incident {
  const { random } = world;
  const { category, openedAt, decidedAt } = when;
  const isBreach = random.has(decidedAt ? BREACH_SHARES[category] : OPEN_BREACH_SHARE);
  let member = pickMember(world, category, isBreach);
  // One open case about an account at a time: the sample keeps to one case per account altogether.
  for (let tries = 0; isAccount && taken.has(member.memberId) && tries < 200; tries++)
    member = random.pick(world.members);
  const lagMs = HOUR_MS * Math.max(0.02, random.skewed(1.2, 14));
  const sentAt = new Date(Math.max(world.startsAt.getTime(), openedAt.getTime() - lagMs));
  const message = writeReported(world, member, category, isBreach, sentAt);
  const recipient = world.memberById.get(message.recipientId) ?? null;
  if (isAccount) taken.add(member.memberId);
  const until = decidedAt ?? world.now;
  return {
    kind: isAccount ? "reported_account" : "reported_message",
    category,
    openedAt,
    member,
    message: isAccount ? null : message,
    isBreach,
    reporters: drawReporters(world, member, recipient, openedAt, until),
    signals: [],
    decidedAt,
    script: null,
  };
}

/** Forty people who made accounts in one week report a member who did nothing (dsa.md). */
function drawBrigade(world: World, dismissal: string): Incident {
  const { random, now, scale } = world;
  const openedAt = new Date(now.getTime() - BRIGADE_DAYS_AGO * DAY_MS + 3 * HOUR_MS);
  const victim =
    world.members.find((member) => member.habit === null && member.accountType === "premium_career") ??
    random.pick(world.members);
  const strangers = world.members
    .filter((member) => member !== victim && member.accountType === "basic" && member.habit === null)
    .slice(-scale.brigade);
  const devices = Array.from({ length: 5 }, () => random.letters(24, "0123456789abcdef"));
  const reporters = strangers.map((member, place) => {
    member.joinedAt = new Date(openedAt.getTime() - random.int(20, 140) * HOUR_MS);
    member.connectionCount = random.int(0, 4);
    for (const hash of [random.pick(devices), random.pick(devices)]) {
      const isKnown = world.rows.fingerprints.some(
        (one) => one.memberId === member.memberId && one.hash === hash,
      );
      if (!isKnown)
        world.rows.fingerprints.push({
          memberId: member.memberId,
          kind: "device",
          hash,
          seenAt: member.joinedAt,
        });
    }
    const at = new Date(openedAt.getTime() + place * 4 * MINUTE_MS);
    return { member, at, note: place % 3 === 0 ? "Remove this person." : null };
  });
  return {
    kind: "reported_account",
    category: "harassment",
    openedAt,
    member: victim,
    message: null,
    isBreach: false,
    reporters,
    signals: [],
    decidedAt: new Date(openedAt.getTime() + scale.brigade * 4 * MINUTE_MS + 5 * HOUR_MS),
    script: { dismissedBecause: dismissal },
  };
}

/** How long an open case has waited: nearly all within their time, a few just over it, a few about to be. */
export function drawWaiting(world: World, severity: Severity, place: number): Date {
  const { random, now } = world;
  const hours = policyAt(world, now).policy.deadlineHours[severity];
  const share =
    place % 45 === 7
      ? 1 + random.next() * 0.05
      : place % 22 === 3
        ? 0.962 + random.next() * 0.035
        : random.next() ** 1.25 * 0.95;
  return new Date(now.getTime() - hours * HOUR_MS * share);
}

/** Draws every reported case of the sample, decided and open, in no order, and writes what is reported. */
export function drawReportedCases(world: World, brigadeDismissal: string): Incident[] {
  const { scale, random } = world;
  const accounts = new Set<string>();
  const decided = Math.round(scale.decidedCases * (1 - scale.flaggedShare));
  const incidents: Incident[] = [drawBrigade(world, brigadeDismissal)];
  accounts.add(incidents[0]?.member.memberId ?? "");
  for (let n = incidents.length; n < decided; n++) {
    incidents.push(drawReported(world, drawDecidedPeriod(world), random.has(0.1), accounts));
  }
  for (let n = 0; n < scale.openReported; n++) {
    const category: Category =
      n < 3 ? "threat" : n % 29 === 11 ? "self_harm" : drawCategory(world, world.now);
    const severity = policyAt(world, world.now).policy.severityByCategory[category];
    const openedAt = drawWaiting(world, severity, n === 0 ? 7 : n);
    incidents.push(drawReported(world, { category, openedAt, decidedAt: null }, random.has(0.12), accounts));
  }
  return incidents;
}
