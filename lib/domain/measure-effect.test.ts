import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHANNELS } from "./channel";
import type { ChosenMeasure } from "./decision";
import { measureEffect, type Sendings } from "./measure-effect";
import { EVERYTHING, type Scope } from "./scope";

const STARTS: Scope = { ...EVERYTHING, directions: ["start"] };
const row = (over: Partial<Sendings>): Sendings => ({
  day: "2026-11-19",
  channel: "chat",
  isConnected: false,
  isReply: false,
  sent: 1,
  ...over,
});
const cap = (capPerDay: number, scope = STARTS): ChosenMeasure => ({
  measure: "daily_cap",
  scope,
  capPerDay,
  days: 30,
});

describe("what a measure would have stopped", () => {
  const sent = [
    row({ sent: 8 }),
    row({ sent: 5, channel: "inmail" }),
    row({ sent: 4, isConnected: true }),
    row({ sent: 12, isReply: true }),
    row({ day: "2026-11-20", sent: 3 }),
  ];

  test.each<[string, ChosenMeasure[], number, number]>([
    ["a warning: nothing", [{ measure: "warning" }], 0, 0],
    ["a cap: what a day has above it, over all its channels", [cap(10)], 7, 0],
    [
      "a cap towards people not connected: connections are not counted",
      [cap(10, { ...STARTS, audience: "not_connected" })],
      3,
      0,
    ],
    ["a cap in one channel", [cap(5, { ...STARTS, channels: ["inmail"] })], 0, 0],
    [
      "a block of everything: all of it",
      [{ measure: "temporary_block", scope: EVERYTHING, hours: 24 }],
      20,
      12,
    ],
    [
      "a stop of new conversations: replies are spared",
      [{ measure: "messaging_disabled", scope: STARTS, days: 30 }],
      20,
      0,
    ],
    [
      "two together: each message once",
      [cap(10), { measure: "messaging_disabled", scope: STARTS, days: 30 }],
      20,
      0,
    ],
  ])("%s", (_, measures, startsBlocked, repliesBlocked) => {
    const effect = measureEffect(measures, sent);
    expect(effect).toEqual({ starts: 20, startsBlocked, replies: 12, repliesBlocked });
  });

  test("towards named members is not known from these figures", () => {
    const named: Scope = { ...STARTS, audience: "named", counterparts: ["a"] };
    expect(measureEffect([cap(10, named)], sent)).toBeNull();
  });

  test("never more than was sent, and never less with a lower cap or one measure more", () => {
    const rows = fc.array(
      fc.record({
        day: fc.constantFrom("2026-11-18", "2026-11-19", "2026-11-20"),
        channel: fc.constantFrom(...CHANNELS),
        isConnected: fc.boolean(),
        isReply: fc.boolean(),
        sent: fc.integer({ min: 1, max: 40 }),
      }),
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 50 }), (sendings, perDay) => {
        const wide = measureEffect([cap(perDay)], sendings);
        const narrow = measureEffect([cap(perDay - 1)], sendings);
        const more = measureEffect(
          [cap(perDay), { measure: "messaging_disabled", scope: EVERYTHING, days: null }],
          sendings,
        );
        if (!wide || !narrow || !more) throw new Error("nobody is named");
        expect(wide.startsBlocked).toBeLessThanOrEqual(wide.starts);
        expect(narrow.startsBlocked).toBeGreaterThanOrEqual(wide.startsBlocked);
        expect(more.startsBlocked).toBe(more.starts);
        expect(more.repliesBlocked).toBe(more.replies);
        expect(wide.repliesBlocked).toBe(0);
      }),
    );
  });
});
