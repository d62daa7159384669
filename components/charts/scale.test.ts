import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearTicks, minuteTicks, pickTicks, shareOf, spread } from "./scale";

describe("scales", () => {
  it("covers every value with at most six round lines, from zero", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 20 }), (values) => {
        const ticks = linearTicks(values);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(0, ...values) * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.length).toBeGreaterThan(1);
      }),
    );
    expect(linearTicks([248])).toEqual([0, 100, 200, 300]);
    expect(linearTicks([0.74, 0.91], { near: true })).toEqual([0.7, 0.75, 0.8, 0.85, 0.9, 0.95]);
    expect(linearTicks([], { near: true })).toEqual([0, 1]);
    expect(linearTicks([0.064])).toEqual([0, 0.02, 0.04, 0.06, 0.08]);
    expect(linearTicks([1], { whole: true })).toEqual([0, 1]);
  });

  it("reads minutes at the hours people know", () => {
    expect(minuteTicks([38, 372])).toEqual([10, 60, 240, 1440]);
    expect(shareOf(60, 60, 240, "log")).toBe(0);
    expect(shareOf(240, 60, 240, "log")).toBe(1);
  });

  it("keeps labels apart and in order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 160 }), { maxLength: 5 }), (places) => {
        const apart = spread(places, 14, 160);
        const sorted = [...apart].sort((a, b) => a - b);
        for (const [index, place] of sorted.entries()) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(160);
          const before = sorted[index - 1];
          if (before !== undefined) expect(place - before).toBeGreaterThanOrEqual(14);
        }
      }),
    );
    expect(pickTicks([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
  });
});
