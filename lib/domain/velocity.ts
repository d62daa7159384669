import { CHANNELS, type Channel } from "./channel";
import {
  type DayCount,
  type GateCheck,
  type GateCode,
  type GateFacts,
  type GateSending,
  sumOf,
} from "./gate-facts";
import type { Policy } from "./policy";
import type { GateResponse } from "./policy-detectors";
import { thresholdOf, weighedVolume } from "./threshold";
import { DAY_SECONDS, MINUTE_MS, MONTH_DAYS, WEEK_DAYS } from "./utc-day";

const HOUR_MINUTES = 60;

/** A volume before this message, against what its rule allows. */
type Volume = {
  rule: "D1" | "D2" | "D3" | "D4";
  code: GateCode;
  measured: number;
  threshold: number;
  /** D1 and D2 are used up above their threshold, D3 and D4 at it. */
  isUsedUp: boolean;
  windowSeconds: number;
  detail: string;
};

const figure = (value: number): string => String(Math.round(value * 100) / 100);

function weighed(facts: GateFacts, at: Date, lastDays: number, automatedWeight: number): number {
  return sumOf(facts, at, lastDays, ({ channel, sent, automated }) =>
    channel === "connection_request" ? 0 : weighedVolume(sent, automated, automatedWeight),
  );
}

/** Messages in the last 60 whole-minute buckets, the current one included. */
export function lastHour(facts: Pick<GateFacts, "minutes">, at: Date): number {
  const now = Math.floor(at.getTime() / MINUTE_MS);
  return facts.minutes.reduce(
    (sum, [minute, sent]) => (minute <= now && minute > now - HOUR_MINUTES ? sum + sent : sum),
    0,
  );
}

function messageVolumes(policy: Policy, facts: GateFacts, at: Date): Volume[] {
  const { D1, D2 } = policy.detectors;
  const { sender } = facts;
  const above = (
    volume: Pick<Volume, "rule" | "code" | "windowSeconds"> & { rule: "D1" | "D2" },
    measured: number,
    when: string,
  ): Volume => {
    const threshold = thresholdOf(policy, sender, volume.rule);
    const weight = policy.detectors[volume.rule].automatedWeight;
    const counting = weight === 1 ? "" : `, each automated one counted ${figure(weight)} times`;
    const detail = `${figure(measured)} messages ${when}${counting}; this account may send ${figure(threshold)}.`;
    return { ...volume, measured, threshold, isUsedUp: measured > threshold, detail };
  };
  const inHour = lastHour(facts, at);
  const perHour = thresholdOf(policy, sender, "D3");
  return [
    above(
      { rule: "D1", code: "too_many_messages_today", windowSeconds: DAY_SECONDS },
      weighed(facts, at, 1, D1.automatedWeight),
      "today (UTC)",
    ),
    above(
      { rule: "D2", code: "too_many_messages_this_month", windowSeconds: MONTH_DAYS * DAY_SECONDS },
      weighed(facts, at, MONTH_DAYS, D2.automatedWeight),
      "in 30 days",
    ),
    {
      rule: "D3",
      code: "too_many_messages_this_hour",
      measured: inHour,
      threshold: perHour,
      isUsedUp: inHour >= perHour,
      windowSeconds: HOUR_MINUTES * 60,
      detail: `${inHour} messages within one hour; from ${figure(perHour)} on they are held up.`,
    },
  ];
}

function requestVolumes({ detectors: { D4 } }: Policy, facts: GateFacts, at: Date): Volume[] {
  const requests = ({ channel, sent }: DayCount) => (channel === "connection_request" ? sent : 0);
  const volume = (lastDays: number, threshold: number, when: string): Volume => {
    const measured = sumOf(facts, at, lastDays, requests);
    return {
      rule: "D4",
      code: "too_many_requests_sent",
      measured,
      threshold,
      isUsedUp: measured >= threshold,
      windowSeconds: lastDays * DAY_SECONDS,
      detail: `${measured} connection requests ${when}; at most ${threshold} may be sent.`,
    };
  };
  return [volume(1, D4.perDay, "today (UTC)"), volume(WEEK_DAYS, D4.perWeek, "in 7 days")];
}

/** Whether the sender passed a challenge so lately that it still holds. */
function hasPassed(policy: Policy, { passedAt }: GateFacts, at: Date): boolean {
  return (
    passedAt !== null && at.getTime() - passedAt.getTime() < policy.gate.challengePassMinutes * MINUTE_MS
  );
}

function checkOf(
  { isUsedUp, ...volume }: Volume,
  response: GateResponse,
  isOn: boolean,
  isHuman: boolean,
): GateCheck {
  const common = { ...volume, step: "velocity", effect: response === "lock" ? "lock" : "challenge" } as const;
  const code = response === "challenge" ? "captcha_required" : volume.code;
  if (!isOn) return { ...common, code, outcome: "not_applicable", detail: "This rule is off." };
  if (response === "pass") {
    return { ...common, code, outcome: "not_applicable", detail: `${volume.detail} The gate lets it pass.` };
  }
  if (isUsedUp && response === "challenge" && isHuman) {
    return { ...common, code, outcome: "passed", detail: `${volume.detail} A challenge was passed lately.` };
  }
  return { ...common, code, outcome: isUsedUp ? "stopped" : "passed" };
}

/** How much was sent before this message (D1–D4 at the gate; E9 and D12 in the thresholds), in the gate's order. */
export function checkVelocity(policy: Policy, facts: GateFacts, sending: GateSending, at: Date): GateCheck[] {
  const volumes =
    sending.channel === "connection_request"
      ? requestVolumes(policy, facts, at)
      : messageVolumes(policy, facts, at);
  const isHuman = hasPassed(policy, facts, at);
  return volumes.map((volume) => {
    const { atGate, isOn } = policy.detectors[volume.rule];
    return checkOf(volume, atGate, isOn, isHuman);
  });
}

/** The counts the gate asks for beside today's: of so many UTC days, today included, in these channels. */
export type CountsNeeded = { days: number; channels: Channel[] };

/** What has to be known of a sender's past days before a message in this channel is judged. */
export function countsNeeded(
  { detectors: { D2 } }: Policy,
  { channel }: Pick<GateSending, "channel">,
  isOfToday = true,
): CountsNeeded {
  if (!isOfToday) return { days: MONTH_DAYS, channels: [...CHANNELS] };
  if (channel === "connection_request") return { days: WEEK_DAYS, channels: [channel] };
  if (D2.isOn && D2.atGate !== "pass") {
    return { days: MONTH_DAYS, channels: CHANNELS.filter((one) => one !== "connection_request") };
  }
  return channel === "inmail" ? { days: MONTH_DAYS, channels: [channel] } : { days: 1, channels: [] };
}
