import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "./policy";
import { curveLevels, isCrossed, THRESHOLD_FIELDS } from "./threshold-field";

describe("the thresholds of the detectors", () => {
  test("are numbers of the policy, each at its own place", () => {
    const policy = DEFAULT_POLICY as unknown as Record<string, Record<string, Record<string, unknown>>>;
    for (const { path, read } of THRESHOLD_FIELDS) {
      const [part = "", rule = "", key = ""] = path.split(".");
      expect({ path, value: read(DEFAULT_POLICY) }).toEqual({ path, value: policy[part]?.[rule]?.[key] });
      expect(read(DEFAULT_POLICY)).toBeGreaterThan(0);
    }
    expect(new Set(THRESHOLD_FIELDS.map(({ path }) => path)).size).toBe(THRESHOLD_FIELDS.length);
  });

  test("are crossed above, from, or below", () => {
    expect(isCrossed("above", 100, 100)).toBe(false);
    expect(isCrossed("above", 101, 100)).toBe(true);
    expect(isCrossed("from", 100, 100)).toBe(true);
    expect(isCrossed("from", 99, 100)).toBe(false);
    expect(isCrossed("below", 10, 10)).toBe(false);
    expect(isCrossed("below", 9.9, 10)).toBe(true);
  });
});

describe("the places of a curve", () => {
  test("hold both thresholds, the one most accounts cross first", () => {
    expect(curveLevels({ kind: "count", crossing: "above" }, 100, 80)).toEqual([
      40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115, 120, 125, 130, 135, 140, 145, 150,
    ]);
    expect(curveLevels({ kind: "count", crossing: "above" }, 1, 1)).toEqual([0, 1, 2, 3]);
    expect(curveLevels({ kind: "percent", crossing: "below" }, 10, 20).slice(0, 3)).toEqual([30, 28, 26]);
    expect(curveLevels({ kind: "score", crossing: "from" }, 0.8, 0.85).at(-1)).toBe(0.95);
  });

  test("are at most 25, in order, without repeats, for any two thresholds", () => {
    const kinds = fc.constantFrom("count" as const, "percent" as const, "score" as const);
    fc.assert(
      fc.property(kinds, fc.boolean(), fc.nat(2000), fc.nat(2000), (kind, isFloor, a, b) => {
        const scale = kind === "count" ? 1 : kind === "percent" ? 20 : 2000;
        const crossing = isFloor ? ("below" as const) : ("above" as const);
        const levels = curveLevels({ kind, crossing }, a / scale, b / scale);
        expect(levels.length).toBeLessThanOrEqual(25);
        expect(levels).toContain(a / scale);
        expect(levels).toContain(b / scale);
        const sorted = [...new Set(levels)].sort((x, y) => (isFloor ? y - x : x - y));
        expect(levels).toEqual(sorted);
      }),
    );
  });
});
