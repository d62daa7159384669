import { describe, expect, it } from "vitest";
import { checkReduced } from "@/lib/domain/appeal";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { DEFAULT_POLICY } from "@/lib/domain/policy";
import { EVERYTHING } from "@/lib/domain/scope";
import { milderChoices, milderLimits, milderMeasures, rowOf } from "./milder";

const MEASURES: ChosenMeasure[] = [
  { measure: "warning" },
  { measure: "temporary_block", scope: EVERYTHING, hours: 48 },
  { measure: "daily_cap", scope: { ...EVERYTHING, directions: ["start"] }, capPerDay: 10, days: 30 },
  { measure: "messaging_disabled", scope: EVERYTHING, days: null },
  { measure: "messaging_disabled", scope: { ...EVERYTHING, channels: ["inmail"] }, days: 14 },
];

describe("what a reviewer can choose", () => {
  it.each(MEASURES.map((original) => [JSON.stringify(original), original] as const))(
    "is never harsher: %s",
    (_, original) => {
      const limits = milderLimits(original, DEFAULT_POLICY);
      for (const as of milderChoices(original)) {
        for (const startsOnly of [false, true]) {
          const row = {
            ...rowOf(original, DEFAULT_POLICY),
            as,
            startsOnly,
            hours: limits.hours.min,
            days: limits.days.max,
            capPerDay: limits.capPerDay.max,
          };
          const left = milderMeasures([original], [row]);
          const isSame = JSON.stringify(left) === JSON.stringify([original]);
          expect(checkReduced(left, [original]).ok, `${as} ${startsOnly}`).toBe(!isSame);
        }
      }
    },
  );

  it("leaves one warning where two rows become one", () => {
    const original = [MEASURES[1], MEASURES[3]].filter((one) => one !== undefined);
    const rows = original.map((one) => ({ ...rowOf(one, DEFAULT_POLICY), as: "warning" as const }));
    expect(milderMeasures(original, rows)).toEqual([{ measure: "warning" }]);
  });

  it("starts as decided", () => {
    expect(
      milderMeasures(
        MEASURES,
        MEASURES.map((one) => rowOf(one, DEFAULT_POLICY)),
      ),
    ).toEqual(MEASURES);
  });
});
