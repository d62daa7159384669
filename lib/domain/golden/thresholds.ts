import type { ObservedMessage } from "../observer";
import type { SignalRule } from "../signal";
import { at, type GoldenStream, Stream } from "./stream";

/** For one figure of one rule, alone: a stream that just does not cross its threshold, and one that does. */
export type GoldenThreshold = { rule: SignalRule; part?: string; below: GoldenStream; above: GoldenStream };

const TEMPLATE = "Hello there, our tool fills your pipeline while you sleep, reply yes for a demo";

const BASIC = { accountType: "basic", connectionCount: 200 } as const;

type Write = (stream: Stream, count: number) => void;

function pair(
  [rule, part]: [SignalRule, string?],
  write: Write,
  counts: { below: number; above: number; hit: string },
  sender: GoldenStream["sender"] = BASIC,
): GoldenThreshold {
  const make = (count: number, expected: string[]): GoldenStream => {
    const stream = new Stream();
    write(stream, count);
    const name = `${rule}${part ? ` ${part}` : ""}, ${sender.accountType}: ${count}`;
    return { name, sender, messages: stream.messages, expected };
  };
  return {
    rule,
    ...(part ? { part } : {}),
    below: make(counts.below, []),
    above: make(counts.above, [`${rule}${part ? ` ${part}` : ""} ${counts.hit}`]),
  };
}

const sending =
  (
    step: (nth: number) => Date,
    values: Partial<ObservedMessage> = {},
    to = (nth: number) => `p${nth}`,
  ): Write =>
  (stream, count) => {
    for (let nth = 0; nth < count; nth++) stream.send(step(nth), to(nth), values);
  };

/** `total` conversations over nine days, then one more message; the first `count` are as `is` says. */
const starting =
  (total: number, is: (stream: Stream, nth: number, isAmong: boolean) => void): Write =>
  (stream, count) => {
    for (let nth = 0; nth < total; nth++) is(stream, nth, nth < count);
    stream.send(at(10), "last");
  };

/** Every figure on both sides of its threshold in the policy a new installation starts with. */
export const GOLDEN_THRESHOLDS: GoldenThreshold[] = [
  pair(
    ["D1"],
    sending((nth) => at(0, nth * 14)),
    { below: 100, above: 101, hit: "101/100 m101" },
  ),
  // An automated message weighs two.
  pair(
    ["D1"],
    sending((nth) => at(0, nth * 14), { isAutomated: true }),
    {
      below: 50,
      above: 51,
      hit: "102/100 m051",
    },
  ),
  pair(
    ["D1"],
    sending((nth) => at(0, nth * 9)),
    { below: 150, above: 151, hit: "151/150 m151" },
    {
      accountType: "sales_navigator",
      connectionCount: 200,
    },
  ),
  pair(
    ["D1"],
    sending((nth) => at(0, nth * 9)),
    { below: 80, above: 81, hit: "81/80 m081" },
    {
      accountType: "basic",
      connectionCount: 1_000,
    },
  ),
  pair(
    ["D2"],
    sending((nth) => at(nth / 20, 30)),
    { below: 500, above: 501, hit: "501/500 m501" },
  ),
  pair(
    ["D3"],
    sending((nth) => at(0, nth * 0.6)),
    { below: 99, above: 100, hit: "100/100 m100" },
  ),
  // The hundredth comes in the 61st minute.
  pair(
    ["D3"],
    sending((nth) => at(0, nth === 99 ? 60 : nth * 0.5)),
    { below: 100, above: 101, hit: "100/100 m101" },
  ),
  pair(
    ["D4", "day"],
    sending((nth) => at(0, nth), { channel: "connection_request" }),
    {
      below: 20,
      above: 21,
      hit: "21/20 m021",
    },
  ),
  pair(
    ["D4", "week"],
    sending((nth) => at(Math.floor(nth / 20), nth), { channel: "connection_request" }),
    {
      below: 100,
      above: 101,
      hit: "101/100 m101",
    },
  ),
  pair(
    ["D5"],
    sending((nth) => at(nth / 8)),
    { below: 50, above: 51, hit: "51/50 m051" },
  ),
  pair(
    ["D6"],
    sending((nth) => at(nth), { isAutomated: true }),
    { below: 25, above: 26, hit: "26/25 m026" },
  ),
  pair(
    ["D7", "automated"],
    sending(
      (nth) => at(nth * 9),
      { isAutomated: true },
      () => "p",
    ),
    {
      below: 3,
      above: 4,
      hit: "4/3 m004",
    },
  ),
  pair(
    ["D7", "by_hand"],
    sending(
      (nth) => at(nth * 3),
      {},
      () => "p",
    ),
    { below: 2, above: 3, hit: "3/2 m003" },
  ),
  pair(
    ["D8"],
    sending(
      (nth) => at(nth * 20),
      {},
      () => "p",
    ),
    { below: 2, above: 3, hit: "2/1 m003" },
  ),
  pair(
    ["D9"],
    sending((nth) => at(nth), { body: TEMPLATE }),
    { below: 20, above: 21, hit: "21/20 m021" },
  ),
  // 2 of 20 answered is the floor, 1 is under it; the conversation started today is not counted.
  pair(
    ["D10"],
    starting(20, (stream, nth, isAmong) => {
      stream.send(at(nth / 3), `p${nth}`);
      if (!isAmong) stream.answer(at(nth / 3, 30), `p${nth}`);
    }),
    { below: 18, above: 19, hit: "0.05/0.1 m022" },
  ),
  pair(
    ["D11"],
    starting(19, (stream, nth, isAmong) => stream.send(at(nth / 3), `p${nth}`, { degree: isAmong ? 3 : 1 })),
    { below: 14, above: 15, hit: "0.25/0.3 m020" },
  ),
  pair(
    ["D20", "people"],
    sending((nth) => at(0, nth * 17)),
    { below: 80, above: 81, hit: "81/80 m081" },
  ),
  pair(
    ["D20", "minute"],
    sending(
      (nth) => at(0, nth / 60),
      {},
      (nth) => `p${nth % 5}`,
    ),
    {
      below: 19,
      above: 20,
      hit: "20/20 m020",
    },
  ),
];
