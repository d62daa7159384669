import { CHANNELS, type Channel } from "./channel";
import { MEASURE_NAMES, MEASURES } from "./measure";
import type { NoticeContent, NoticeMeasure } from "./notice";
import { ENGLISH, type Phrases } from "./notice-phrases";
import { type ChannelStanding, stops } from "./restriction";
import { never } from "./result";

export type NoticeCell = { standing: ChannelStanding; text: string };
export type NoticeRow = { channel: Channel; label: string; start: NoticeCell; reply: NoticeCell };

/** One step of the way back. `height` is the share of the full allowance, 0 to 1. */
export type NoticeStep = { at: string; label: string; height: number };

/** A notice in words: the same sentences for the screen, the e-mail and the preview in the console. */
export type NoticeText = {
  title: string;
  /** What can still be done, said first. */
  strong: string;
  /** The rest of the lead. */
  rest: string;
  rows: NoticeRow[];
  rowsNote: string | null;
  /** The moderator's own words; paragraphs. */
  why: string[];
  origin: string;
  /** How it ends, a sentence each. */
  ends: string[];
  steps: NoticeStep[];
  /** Null when this notice cannot be appealed. */
  appeal: { heading: string; text: string; until: string } | null;
  facts: { term: string; value: string }[];
};

const HOUR_MS = 3_600_000;
/** Ends nearer than this to their beginning are told with the time of day. */
const WITH_TIME_MS = 96 * HOUR_MS;

type Wording = { phrases: Phrases; decidedAt: Date };

function dayOf(at: Date, { phrases, decidedAt }: Wording): string {
  return at.getUTCFullYear() === decidedAt.getUTCFullYear() ? phrases.day(at) : phrases.dayWithYear(at);
}

function endOfMeasure(measure: NoticeMeasure, wording: Wording): string | null {
  if (measure.endsAt === null) return null;
  const end = new Date(measure.endsAt);
  const date = dayOf(end, wording);
  const isShort = end.getTime() - new Date(measure.startsAt).getTime() < WITH_TIME_MS;
  return isShort ? wording.phrases.dayAndTime(date, end) : date;
}

/** Weightiest first: what stops comes before what limits. */
function byWeight(measures: NoticeMeasure[]): NoticeMeasure[] {
  return [...measures].sort((a, b) => MEASURES.indexOf(b.measure) - MEASURES.indexOf(a.measure));
}

function channelsIn(measure: NoticeMeasure, phrases: Phrases): string[] {
  return measure.channels.length === CHANNELS.length ? [] : measure.channels.map(phrases.channelInText);
}

function whereOf(measure: NoticeMeasure, phrases: Phrases, isStarting: boolean): string {
  const towards = {
    anyone: "",
    not_connected: isStarting ? phrases.towardsNotConnectedStart : phrases.towardsNotConnected,
    named: isStarting ? phrases.towardsNamedStart : phrases.towardsNamed,
  }[measure.audience];
  return `${towards}${phrases.inChannels(channelsIn(measure, phrases))}`;
}

/** A cap's title names one or two channels; more, and towards whom, the table says. */
function whereOfCap(measure: NoticeMeasure, phrases: Phrases): string {
  return measure.channels.length > 2 ? "" : phrases.inChannels(channelsIn(measure, phrases));
}

/** A measure as one sentence without its full stop. */
function sentenceOf(measure: NoticeMeasure, wording: Wording): string {
  const { phrases } = wording;
  const end = endOfMeasure(measure, wording);
  switch (measure.measure) {
    case "warning":
      return phrases.titleWarning;
    case "daily_cap":
      return phrases.titleCap(measure.capPerDay ?? 0, whereOfCap(measure, phrases), end);
    case "temporary_block":
    case "messaging_disabled":
      if (!measure.limitsReply) {
        const isEverywhere = measure.channels.length === CHANNELS.length && measure.audience === "anyone";
        return isEverywhere
          ? phrases.titleReplyOnly(end)
          : phrases.titleNoStart(whereOf(measure, phrases, true), end);
      }
      if (!measure.limitsStart) return phrases.titleNoReply(whereOf(measure, phrases, false), end);
      return phrases.titleNoSend(whereOf(measure, phrases, false), end);
    case "throttle":
      return phrases.titleThrottle(end);
    case "captcha":
      return phrases.titleCaptcha(end);
    case "phone_verification":
      return phrases.titlePhone;
    case "account_restricted":
      return phrases.titleAccountRestricted(end);
    case "suspension":
      return phrases.titleSuspension(end);
    case "ban":
      return phrases.titleBan;
    case "legal_referral":
      return phrases.titleLegal;
    default:
      return never(measure.measure);
  }
}

function cell(
  measures: NoticeMeasure[],
  channel: Channel,
  direction: "start" | "reply",
  phrases: Phrases,
): NoticeCell {
  const here = measures.filter(
    (measure) =>
      measure.channels.includes(channel) &&
      (direction === "start" ? measure.limitsStart : measure.limitsReply),
  );
  const stopping = here.filter((measure) => stops(measure.measure));
  if (stopping.some((measure) => measure.audience === "anyone"))
    return { standing: "closed", text: phrases.no };
  if (stopping.some((measure) => measure.audience === "not_connected")) {
    return { standing: "limited", text: phrases.onlyConnections };
  }
  if (stopping.length > 0) return { standing: "limited", text: phrases.notCertain };
  // A cap counts conversations started (R6): replies pass it.
  const caps = here.filter((measure) => measure.measure === "daily_cap" && direction === "start");
  const lowest = caps.reduce<NoticeMeasure | null>(
    (found, measure) =>
      found === null || (measure.capPerDay ?? 0) < (found.capPerDay ?? 0) ? measure : found,
    null,
  );
  if (lowest) {
    return { standing: "limited", text: phrases.capCell(lowest.capPerDay ?? 0, lowest.channels.length > 1) };
  }
  const others = here.filter((measure) => measure.measure !== "warning" && measure.measure !== "daily_cap");
  return others.length > 0
    ? { standing: "limited", text: phrases.limitedCell }
    : { standing: "open", text: phrases.yes };
}

/** What can be done in each channel under these measures, in the order of the channels. */
export function noticeRows(measures: NoticeMeasure[], phrases: Phrases = ENGLISH): NoticeRow[] {
  return CHANNELS.map((channel) => ({
    channel,
    label: phrases.channel(channel),
    start: cell(measures, channel, "start", phrases),
    reply: cell(measures, channel, "reply", phrases),
  }));
}

function noteOf(measures: NoticeMeasure[], phrases: Phrases): string | null {
  const cap = measures.find((measure) => measure.measure === "daily_cap");
  if (!cap) return null;
  return {
    anyone: phrases.capCountsAll,
    not_connected: phrases.capCountsNotConnected,
    named: phrases.capCountsNamed,
  }[cap.audience];
}

function whatCanBeDone(rows: NoticeRow[], phrases: Phrases): string {
  const isOpen = (found: NoticeCell) => found.standing === "open";
  if (rows.every(({ start, reply }) => isOpen(start) && isOpen(reply))) return phrases.canAsBefore;
  if (rows.every(({ reply }) => isOpen(reply))) return phrases.canReplyToEveryone;
  const open = rows.filter(({ start, reply }) => isOpen(start) && isOpen(reply));
  if (open.length > 0) return phrases.canWriteIn(open.map(({ channel }) => phrases.channelInText(channel)));
  const cells = rows.flatMap(({ start, reply }) => [start, reply]);
  if (cells.some(({ text }) => text === phrases.onlyConnections)) return phrases.canWriteToConnections;
  if (cells.some(({ text }) => text === phrases.notCertain)) return phrases.canWriteToOthers;
  if (rows.every(({ start }) => isOpen(start))) return phrases.canStart;
  if (rows.some(({ reply }) => reply.standing !== "closed")) return phrases.canReply;
  return phrases.canRead;
}

function stepOf(measures: NoticeMeasure[], phrases: Phrases): Omit<NoticeStep, "at"> {
  const rows = noticeRows(measures, phrases);
  const cells = rows.flatMap(({ start, reply }) => [start, reply]);
  if (cells.every(({ standing }) => standing === "open")) return { label: phrases.stepNoLimit, height: 1 };
  if (cells.every(({ standing }) => standing === "closed"))
    return { label: phrases.stepNoMessages, height: 0.12 };
  if (rows.every(({ start, reply }) => start.standing === "closed" && reply.standing === "open")) {
    return { label: phrases.stepRepliesOnly, height: 0.3 };
  }
  const caps = measures.filter(({ measure }) => measure === "daily_cap");
  const isCapOnly =
    caps.length > 0 && measures.every(({ measure }) => measure === "daily_cap" || measure === "warning");
  return isCapOnly
    ? { label: phrases.stepCap(Math.min(...caps.map(({ capPerDay }) => capPerDay ?? 0))), height: 0.42 }
    : { label: phrases.stepPartly, height: 0.42 };
}

/** The way back: what is allowed from each end of a measure on. One step or none means there is nothing to draw. */
function stepsOf(measures: NoticeMeasure[], from: Date, phrases: Phrases): NoticeStep[] {
  const limiting = measures.filter(({ measure }) => measure !== "warning");
  if (limiting.length === 0) return [];
  const ends = limiting.flatMap(({ endsAt }) => (endsAt === null ? [] : [new Date(endsAt).getTime()]));
  const gates = [
    from.getTime(),
    ...[...new Set(ends)].filter((end) => end > from.getTime()).sort((a, b) => a - b),
  ];
  const steps = gates.map((gate) => {
    const left = limiting.filter(({ endsAt }) => endsAt === null || new Date(endsAt).getTime() > gate);
    return { at: phrases.shortDay(new Date(gate)), ...stepOf(left, phrases) };
  });
  return steps.length > 1 ? steps : [];
}

function endsOf(measures: NoticeMeasure[], wording: Wording, canAppeal: boolean): string[] {
  const { phrases } = wording;
  const limiting = measures.filter(({ measure }) => measure !== "warning");
  const [only] = limiting;
  if (limiting.length === 1 && only?.endsAt) {
    const end = new Date(only.endsAt);
    return [phrases.endsAllAt(dayOf(end, wording), phrases.time(end))];
  }
  return byWeight(limiting).map((measure) => {
    const what = phrases.measure(measure.measure);
    if (measure.endsAt === null)
      return canAppeal ? phrases.endsOpen(what) : phrases.endsOpenAfterAppeal(what);
    const end = new Date(measure.endsAt);
    return phrases.endsAt(what, dayOf(end, wording), phrases.time(end));
  });
}

function headOf(
  content: NoticeContent,
  rows: NoticeRow[],
  wording: Wording,
): Pick<NoticeText, "title" | "strong" | "rest"> {
  const { phrases } = wording;
  const [first, ...others] = byWeight(content.measures);
  const can = whatCanBeDone(rows, phrases);
  if (content.kind === "appeal_received") {
    const due = content.answerDueAt ? dayOf(new Date(content.answerDueAt), wording) : null;
    return { title: phrases.receivedTitle, strong: phrases.receivedStrong, rest: phrases.receivedRest(due) };
  }
  if (content.kind === "appeal_decided") {
    const sentence = first ? sentenceOf(first, wording) : null;
    switch (content.appealOutcome) {
      case "upheld":
        return { title: phrases.upheldTitle, strong: can, rest: phrases.upheldRest };
      case "reduced":
        return {
          title: phrases.reducedTitle,
          strong: can,
          rest:
            sentence && first?.measure !== "warning" ? phrases.reducedRest(sentence) : phrases.nothingElse,
        };
      default:
        return {
          title: phrases.overturnedTitle,
          strong: can,
          rest: sentence
            ? `${phrases.overturnedRest} ${phrases.earlierHoldsAgain(sentence)}`
            : phrases.overturnedRest,
        };
    }
  }
  if (!first) return { title: phrases.titleNothing, strong: can, rest: phrases.nothingElse };
  if (first.measure === "warning")
    return { title: phrases.titleWarning, strong: can, rest: phrases.warningRest };
  const more = others.map((other) =>
    other.measure === "warning" ? phrases.alsoWarning : phrases.also(sentenceOf(other, wording)),
  );
  return { title: sentenceOf(first, wording), strong: can, rest: [...more, phrases.nothingElse].join(" ") };
}

function factsOf(content: NoticeContent, wording: Wording): NoticeText["facts"] {
  const { phrases } = wording;
  const measures = byWeight(content.measures);
  const ends = measures.filter(({ measure }) => measure !== "warning").map(({ endsAt }) => endsAt);
  const last = ends.includes(null)
    ? null
    : (ends
        .filter((end) => end !== null)
        .sort()
        .at(-1) ?? null);
  const from = new Date(measures[0]?.startsAt ?? content.decidedAt);
  const stamp = (at: Date) => phrases.dayAndTime(dayOf(at, wording), at);
  return [
    ...(measures.length > 0
      ? [
          {
            term: phrases.factMeasure,
            value: phrases.list(measures.map(({ measure }) => MEASURE_NAMES[measure])),
          },
        ]
      : []),
    { term: phrases.factFrom, value: stamp(from) },
    ...(ends.length > 0
      ? [{ term: phrases.factTo, value: last ? stamp(new Date(last)) : phrases.factUntilLifted }]
      : []),
    ...(content.clause
      ? [{ term: phrases.factClause, value: `${content.clause.code}, ${content.clause.title}` }]
      : []),
    { term: phrases.factDecidedBy, value: phrases.aPerson },
  ];
}

/**
 * Puts a notice into words. Pure, so that the console's preview and what the member gets cannot differ.
 *
 * @param now measures in force at the instant of reading, for "What you can do now"; those of the notice when absent.
 * @param answerWithinHours how soon an appeal is normally answered (policy `appeals`), hours; unsaid when absent.
 */
export function noticeText(
  content: NoticeContent,
  options: { now?: NoticeMeasure[]; at?: Date; answerWithinHours?: number; phrases?: Phrases } = {},
): NoticeText {
  const phrases = options.phrases ?? ENGLISH;
  const wording: Wording = { phrases, decidedAt: new Date(content.decidedAt) };
  const { at = wording.decidedAt } = options;
  const now = options.now ?? content.measures;
  const rows = noticeRows(now, phrases);
  const { appealUntil } = content;
  const within = options.answerWithinHours ? phrases.within(options.answerWithinHours) : null;
  return {
    ...headOf(content, noticeRows(content.measures, phrases), wording),
    rows,
    rowsNote: noteOf(now, phrases),
    why: content.reason
      .split(/\n+/)
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== ""),
    origin:
      content.kind === "decision"
        ? content.origin === "report"
          ? phrases.originReport
          : phrases.originDetector
        : content.kind === "appeal_decided"
          ? phrases.originAppeal
          : "",
    ends: endsOf(content.measures, wording, content.kind === "decision" && appealUntil !== null),
    steps: stepsOf(content.measures, at, phrases),
    appeal: appealUntil
      ? {
          heading: phrases.appealHeading,
          text: phrases.appealText(within),
          until: phrases.appealUntil(phrases.dayWithYear(new Date(appealUntil))),
        }
      : null,
    facts: factsOf(content, wording),
  };
}
