import type { Channel, Degree } from "../../lib/domain/channel";
import { PREMIUM_ACCOUNT_TYPES } from "../../lib/domain/member";
import type { SignalRule } from "../../lib/domain/signal";
import { BREACH } from "./breach";
import { fill, TALK } from "./talk";
import { drawThread, send, slotsFor, type Thread } from "./traffic";
import { DAY_MS, HOUR_MS, MINUTE_MS, type SeedMember, type World } from "./world";

/** Rules the sample's flagged accounts set off by what they write, and how often. */
export const PROVOKED: Partial<Record<SignalRule, number>> = {
  D1: 22,
  D3: 8,
  D4: 8,
  D6: 8,
  D8: 12,
  D9: 20,
  D10: 9,
  D11: 6,
  D20: 7,
};

/** The same for a platform too small for campaigns to many people. */
export const PROVOKED_SMALL: Partial<Record<SignalRule, number>> = { D1: 3, D8: 3, D9: 2, D11: 1 };

/** So many other members, each once, of the sender's language first. */
function pickOthers(world: World, member: SeedMember, wanted: number): SeedMember[] {
  const { random } = world;
  const people = world.members.filter((one) => one !== member && one.accountType !== "company_page");
  const found = new Set<SeedMember>();
  for (let tries = 0; found.size < Math.min(wanted, people.length); tries++) {
    const one = random.pick(people);
    if (one.language === member.language || tries > wanted * 6) found.add(one);
  }
  return [...found];
}

function thread(world: World, member: SeedMember, channel: Channel, degree: Degree): Thread {
  return {
    ...drawThread(world, degree > 1, member),
    channel,
    degree,
    sharedConnections: degree === 1 ? 4 : 0,
  };
}

type Spread = { people: number; spanMs: number; channel: Channel; degree: Degree; automatedShare: number };

/** One opening line to each of so many people, evenly over a time that ends at `at`. */
function openTo(
  world: World,
  member: SeedMember,
  at: Date,
  spread: Spread,
  bodyTo: (to: SeedMember) => string,
): void {
  const { random } = world;
  const others = pickOthers(world, member, spread.people);
  for (let n = 0; n < spread.people; n++) {
    const to = others[n % others.length];
    if (!to) return;
    const sentAt = new Date(at.getTime() - Math.floor((spread.spanMs * n) / spread.people));
    send(world, thread(world, member, spread.channel, spread.degree), member, to, {
      at: sentAt,
      body: bodyTo(to),
      isAutomated: random.has(spread.automatedShare),
    });
  }
}

/** Time of the same UTC day before an instant that can be used, at most so long. */
function sameDay(at: Date, wantedMs: number): number {
  return Math.min(wantedMs, Math.max(MINUTE_MS * 5, at.getTime() % DAY_MS));
}

/** To how many people, how fast, where: what crosses a counting rule's threshold, at most half as much again. */
function spreadOf(world: World, rule: SignalRule, leniency: number, at: Date): Spread {
  const { random } = world;
  const chat = { channel: "chat", degree: 2, automatedShare: 0 } as const;
  switch (rule) {
    case "D1":
      return {
        ...chat,
        degree: 1,
        people: Math.ceil(leniency * random.int(103, 190)),
        spanMs: sameDay(at, 20 * HOUR_MS),
      };
    case "D3":
      return {
        ...chat,
        automatedShare: 0.4,
        people: Math.ceil(leniency * random.int(102, 150)),
        spanMs: 50 * MINUTE_MS,
      };
    case "D4":
      return {
        ...chat,
        channel: "connection_request",
        people: random.int(22, 48),
        spanMs: sameDay(at, 9 * HOUR_MS),
      };
    case "D6":
      return {
        channel: "inmail",
        degree: 2,
        automatedShare: 1,
        people: random.int(27, 70),
        spanMs: 24 * DAY_MS,
      };
    case "D9":
      return { ...chat, people: random.int(22, 64), spanMs: random.int(4, 60) * HOUR_MS };
    case "D10":
      return { ...chat, degree: 1, people: random.int(24, 44), spanMs: 12 * DAY_MS };
    case "D11":
      return { ...chat, channel: "group", degree: 3, people: random.int(22, 40), spanMs: 14 * DAY_MS };
    case "D20":
      return { ...chat, degree: 3, people: random.int(82, 99), spanMs: sameDay(at, 14 * HOUR_MS) };
    default:
      throw new Error(`nothing written sets off ${rule}`);
  }
}

/**
 * Writes what makes a detector speak at about an instant: the figures of the sample's flagged accounts are measured on
 * these messages by the same rules as on any other.
 */
export function provoke(world: World, member: SeedMember, rule: SignalRule, at: Date): void {
  const { random } = world;
  const varied = (to: SeedMember) =>
    fill(random.pick(random.pick(TALK[member.language])), slotsFor(world, member, to));
  if (rule === "D8") {
    const [to] = pickOthers(world, member, 1);
    if (!to) return;
    const one = thread(world, member, "chat", 2);
    for (let n = random.int(2, 4); n >= 0; n--)
      send(world, one, member, to, { at: new Date(at.getTime() - n * 2 * DAY_MS), body: varied(to) });
    return;
  }
  const leniency = PREMIUM_ACCOUNT_TYPES.includes(member.accountType) ? 1.5 : 1;
  const pitch = random.pick(BREACH.spam[member.language] ?? BREACH.spam.en);
  const slots = slotsFor(world, member, member);
  const template = (to: SeedMember) => fill(pitch, { ...slots, to: to.given });
  const isTemplate = rule === "D9" || rule === "D6";
  openTo(world, member, at, spreadOf(world, rule, leniency, at), isTemplate ? template : varied);
}
