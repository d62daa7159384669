import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumOf } from "./gate-facts";
import { figuresOnRecord, madeUpFacts, supposing, type WhatIf } from "./playground";
import { DAY_MS, dayOf } from "./utc-day";

const at = new Date("2026-11-20T10:15:30Z");
const sending = { channel: "chat", degree: 2 } as const;
const today = dayOf(at);
const day = (ago: number, sent: number) =>
  ({ day: today - ago, channel: "chat", sent, started: sent, startedNotConnected: 0, automated: 0 }) as const;
const facts = {
  ...madeUpFacts(at),
  days: [day(0, 7), day(3, 40)],
  minutes: [
    [Math.floor(at.getTime() / 60_000) - 90, 5],
    [Math.floor(at.getTime() / 60_000) - 2, 3],
  ] as [number, number][],
};

describe("supposing", () => {
  it("nothing changes nothing", () => {
    expect(supposing(facts, {}, sending, at)).toEqual(facts);
  });

  it("is read back as it was supposed, whatever it was", () => {
    const whatIf: fc.Arbitrary<Required<WhatIf>> = fc.record({
      accountType: fc.constantFrom("basic", "sales_navigator", "company_page"),
      connectionCount: fc.nat(100_000),
      ageDays: fc.nat(10_000),
      completenessPercent: fc.nat(100),
      sentToday: fc.nat(1000),
      sentLastHour: fc.nat(1000),
      acceptsMessagesFrom: fc.constantFrom("anyone", "connections"),
      hasAskedToStop: fc.boolean(),
      hasRequested: fc.boolean(),
    });
    fc.assert(
      fc.property(whatIf, (figures) => {
        expect(figuresOnRecord(supposing(facts, figures, sending, at), at)).toEqual(figures);
      }),
    );
  });

  it("takes the place of today's messages and leaves the days before", () => {
    const supposed = supposing(facts, { sentToday: 99 }, sending, at);
    expect(sumOf(supposed, at, 1, ({ sent }) => sent)).toBe(99);
    expect(sumOf(supposed, at, 30, ({ sent }) => sent)).toBe(139);
    expect(sumOf(supposed, at, 1, ({ startedNotConnected }) => startedNotConnected)).toBe(99);
    const connected = supposing(facts, { sentToday: 99 }, { ...sending, degree: 1 }, at);
    expect(sumOf(connected, at, 1, ({ startedNotConnected }) => startedNotConnected)).toBe(0);
  });

  it("keeps since when something is so", () => {
    const stoppedAt = new Date(at.getTime() - 5 * DAY_MS);
    expect(supposing({ ...facts, stoppedAt }, { hasAskedToStop: true }, sending, at).stoppedAt).toBe(
      stoppedAt,
    );
    expect(supposing({ ...facts, stoppedAt }, { hasAskedToStop: false }, sending, at).stoppedAt).toBeNull();
  });
});
