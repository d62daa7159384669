import { FAKE_SIGN_LABELS, FAKE_SIGNS } from "./fake-account";
import type { SignalRule } from "./signal";

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** What a figure was measured over. Days are UTC calendar days, the last of them the day it was measured on. */
export function windowWords(seconds: number): string {
  if (seconds <= 0) return "as things stood";
  if (seconds < 2 * MINUTE) return "within one minute";
  if (seconds <= HOUR) return `within ${Math.round(seconds / MINUTE)} minutes`;
  if (seconds < DAY) return `within ${Math.round(seconds / HOUR)} hours`;
  const days = Math.round(seconds / DAY);
  return days === 1 ? "on one day" : `over ${days} days`;
}

const PARTS: Partial<Record<SignalRule, Record<string, string>>> = {
  D4: { day: "requests of one day", week: "requests of seven days" },
  D7: { automated: "automated messages to one person", by_hand: "unanswered turns to one person" },
  D20: { people: "people first written to", minute: "messages in one minute" },
};

type Detail = Readonly<Record<string, unknown>>;

function count(detail: Detail, key: string): number | null {
  const value = detail[key];
  return typeof value === "number" ? value : null;
}

function volume(detail: Detail): string | null {
  const [byHand, automated, weight] = ["byHand", "automated", "automatedWeight"].map((key) =>
    count(detail, key),
  );
  if (byHand == null || automated == null || weight == null || automated === 0) return null;
  return `${byHand} by hand, ${automated} automated counting ${weight} each`;
}

function sample(detail: Detail): string | null {
  const started = count(detail, "started");
  if (started === null) return null;
  const [answered, near] = [count(detail, "answered"), count(detail, "toFirstDegree")];
  if (answered !== null) return `${answered} of ${started} conversations answered`;
  return near === null ? null : `${near} of ${started} conversations to 1st degree`;
}

function reporters(detail: Detail): string | null {
  const [people, groups] = [count(detail, "reporters"), count(detail, "groups")];
  if (people === null || groups === null) return null;
  return people === groups
    ? `${people} people`
    : `${people} people, linked or new ones together: ${groups} voices`;
}

function link(detail: Detail): string | null {
  const [restricted, linked] = [count(detail, "restricted"), count(detail, "linked")];
  if (restricted === null || linked === null || typeof detail.kinds !== "string") return null;
  if (linked === 1) return `linked to one restricted account, by ${detail.kinds}`;
  return `linked to ${linked} accounts, ${restricted} of them restricted, by ${detail.kinds}`;
}

/** What the other account of a finding is to it; null where there is none. */
export function counterpartWords(rule: SignalRule, detail: Detail): { is: string; memberId: string } | null {
  if (typeof detail.counterpartId !== "string") return null;
  const is = rule === "D21" ? "reads like" : rule === "D22" ? "restricted:" : "towards";
  return { is, memberId: detail.counterpartId };
}

/** What belongs to a finding besides its two figures, in plain words; nobody is named. */
export function signalNotes(rule: SignalRule, detail: Detail): string[] {
  const part = typeof detail.part === "string" ? PARTS[rule]?.[detail.part] : undefined;
  const alike = rule === "D9" ? count(detail, "similarityPercent") : null;
  const signs = rule === "D21" ? FAKE_SIGNS.filter((sign) => count(detail, sign) !== null) : [];
  const notes = [
    part,
    volume(detail),
    sample(detail),
    alike === null ? null : `alike to ${alike}\u202f% or more`,
    rule === "D13" ? reporters(detail) : null,
    rule === "D22" ? link(detail) : null,
    ...signs.map((sign) => `${FAKE_SIGN_LABELS[sign]} (${count(detail, sign)})`),
  ];
  return notes.filter((note) => typeof note === "string");
}
