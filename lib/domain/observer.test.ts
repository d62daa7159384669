import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detect, type Hit } from "./detector";
import { type Found, signalsByBruteForce } from "./golden/brute-force";
import { numbers, randomStream, STRICT_POLICY as STRICT } from "./golden/random-stream";
import type { AccountType } from "./member";
import { emptyMemory, inOrder, measuringOf, type ObservedMessage, observe } from "./observer";
import { DEFAULT_POLICY, type Policy } from "./policy";

const MEMBERS = Array.from({ length: 12 }, (_, nth) => `m${nth}`);
const SENDERS = new Map(
  MEMBERS.map((id, nth) => {
    const accountType: AccountType =
      nth % 3 === 0 ? "premium_business" : nth % 3 === 1 ? "basic" : "company_page";
    return [id, { accountType, connectionCount: nth % 4 === 0 ? 1_500 : 100 }];
  }),
);

const streams = fc
  .record({
    seed: fc.integer(),
    count: fc.integer({ min: 1, max: 400 }),
    days: fc.integer({ min: 1, max: 90 }),
  })
  .map(({ seed, ...rest }) =>
    randomStream({ random: numbers(seed), members: MEMBERS, ...rest }).sort(inOrder),
  );

function hitsOf(policy: Policy, messages: ObservedMessage[]): Hit[] {
  const memory = emptyMemory(measuringOf(policy));
  return messages.flatMap((message) => {
    const sender = SENDERS.get(message.senderId);
    return sender ? detect(policy, sender, observe(memory, message)) : [];
  });
}

function foundOf(hit: Hit): Found {
  const { rule, memberId, measured, threshold, windowSeconds, counterpartId = "", detail } = hit;
  const common = { rule, memberId, measured, threshold, windowSeconds, counterpartId };
  const messageId = hit.messageIds.at(-1) ?? "";
  return { ...common, messageId, part: String(detail.part ?? ""), at: hit.at.getTime() };
}

const asText = (found: Found[]): string[] =>
  found.map((one) => JSON.stringify(Object.entries(one).sort())).sort();

describe("observe and detect", () => {
  it("find what counting everything again finds", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(streams, (messages) => {
        const expected = signalsByBruteForce(STRICT, SENDERS, messages);
        for (const one of expected) seen.add(`${one.rule} ${one.part}`.trim());
        expect(asText(hitsOf(STRICT, messages).map(foundOf))).toEqual(asText(expected));
      }),
      {
        numRuns: 60,
        seed: 11,
        examples: [[randomStream({ random: numbers(7), members: MEMBERS, count: 1_200, days: 60 })]],
      },
    );
    // The streams have something to find in every rule.
    const all = "D1,D10,D11,D2,D20 minute,D20 people,D3,D4 day,D4 week,D5,D6,D7 automated,D7 by_hand,D8,D9";
    expect([...seen].sort().join()).toBe(all);
  });

  it("never give a signal under higher thresholds that lower ones do not give", () => {
    const factors = fc.double({ min: 1, max: 3, noNaN: true });
    fc.assert(
      fc.property(streams, factors, (messages, factor) => {
        const { D1, D2, D3, D4, D5, D6, D7, D8, D9, D10, D11, D20 } = STRICT.detectors;
        const detectors: Policy["detectors"] = {
          ...STRICT.detectors,
          D1: { ...D1, perDay: D1.perDay * factor },
          D2: { ...D2, perMonth: D2.perMonth * factor },
          D3: { ...D3, perHour: D3.perHour * factor },
          D4: { ...D4, perDay: D4.perDay * factor, perWeek: D4.perWeek * factor },
          D5: { ...D5, manualPerWeek: D5.manualPerWeek * factor },
          D6: { ...D6, automatedPerMonth: D6.automatedPerMonth * factor },
          D7: {
            ...D7,
            automatedPerMonth: D7.automatedPerMonth * factor,
            manualPerWeek: D7.manualPerWeek * factor,
          },
          D8: { ...D8, reminders: D8.reminders * factor },
          D9: { ...D9, recipients: D9.recipients * factor },
          D10: { ...D10, floorPercent: D10.floorPercent / factor },
          D11: { ...D11, floorPercent: D11.floorPercent / factor },
          D20: { ...D20, newPeoplePerDay: D20.newPeoplePerDay * factor, perMinute: D20.perMinute * factor },
        };
        const what = (hit: Hit) => [hit.memberId, hit.rule, hit.detail.part, hit.counterpartId].join(" ");
        const strict = new Set(hitsOf(STRICT, messages).map(what));
        const lenient = hitsOf({ ...STRICT, detectors }, messages).map(what);
        expect(lenient.filter((one) => !strict.has(one))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("say nothing where every rule is off", () => {
    const detectors = Object.fromEntries(
      Object.entries(STRICT.detectors).map(([rule, detector]) => [rule, { ...detector, isOn: false }]),
    ) as Policy["detectors"];
    fc.assert(
      fc.property(streams, (messages) => {
        expect(hitsOf({ ...STRICT, detectors }, messages)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

describe("observe", () => {
  const message = (values: Partial<ObservedMessage>): ObservedMessage => ({
    messageId: "x",
    senderId: "a",
    recipientId: "b",
    conversationId: "a-b",
    channel: "chat",
    degree: 1,
    isReply: false,
    isAutomated: false,
    body: "",
    sentAt: new Date("2026-05-05T12:00:00Z"),
    ...values,
  });

  it("tells apart what a message is, whatever the platform calls it", () => {
    const memory = emptyMemory(measuringOf(DEFAULT_POLICY));
    const kinds = [
      message({}),
      message({ isReply: true }),
      message({}),
      message({ senderId: "b", recipientId: "a", isReply: true }),
      message({ isReply: true }),
      message({ conversationId: "other", isReply: true }),
      message({ channel: "connection_request" }),
    ].map((one) => observe(memory, one).kind);
    expect(kinds).toEqual(["start", "follow_up", "again", "reply", "reply", "reply", "request"]);
  });

  it("counts an answer for the day its conversation was started on", () => {
    const memory = emptyMemory(measuringOf(DEFAULT_POLICY), { isCounting: true });
    observe(memory, message({}));
    observe(
      memory,
      message({ senderId: "b", recipientId: "a", isReply: true, sentAt: new Date("2026-05-20T00:00:00Z") }),
    );
    expect(
      [...(memory.counters?.values() ?? [])].map(({ memberId, started, answered }) => [
        memberId,
        started,
        answered,
      ]),
    ).toEqual([
      ["a", 1, 1],
      ["b", 0, 0],
    ]);
    const figures = observe(memory, message({ sentAt: new Date("2026-06-03T12:00:00Z") }));
    expect([figures.startedBefore, figures.answeredBefore]).toEqual([1, 1]);
    expect(observe(memory, message({ sentAt: new Date("2026-06-04T12:00:00Z") })).startedBefore).toBe(0);
  });

  it("measures a late message over the days that end with its own, and uncrosses nothing", () => {
    const memory = emptyMemory(measuringOf(DEFAULT_POLICY));
    const sender = { accountType: "basic", connectionCount: 0 } as const;
    for (let nth = 0; nth < 51; nth++) detect(DEFAULT_POLICY, sender, observe(memory, message({})));
    const late = observe(memory, message({ sentAt: new Date("2026-05-01T12:00:00Z") }));
    expect([late.isLate, late.manualDay, late.manualWeek, late.sentHour]).toEqual([true, 1, 1, 1]);
    expect(detect(DEFAULT_POLICY, sender, late)).toEqual([]);
    expect(detect(DEFAULT_POLICY, sender, observe(memory, message({})))).toEqual([]);
    expect(observe(memory, message({})).manualWeek).toBe(54);
  });

  it("keeps ids apart that would name a prototype", () => {
    const memory = emptyMemory(measuringOf(DEFAULT_POLICY));
    observe(memory, message({ senderId: "__proto__", recipientId: "constructor" }));
    const figures = observe(memory, message({ senderId: "__proto__", recipientId: "constructor" }));
    expect([figures.manualDay, figures.kind]).toEqual([2, "again"]);
  });
});
