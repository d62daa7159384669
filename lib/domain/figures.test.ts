import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { periodEnding, utcDays, wilson, withheldCells } from "./figures";

describe("wilson", () => {
  test("agrees with a published example: 15 of 148 (0.101, 0.062 to 0.161)", () => {
    const found = wilson(15, 148);
    expect(found?.value).toBeCloseTo(0.1014, 4);
    expect(found?.low).toBeCloseTo(0.0624, 3);
    expect(found?.high).toBeCloseTo(0.1605, 3);
  });

  test("has nothing to say about nothing", () => {
    expect(wilson(0, 0)).toBeNull();
  });

  test("contains the share and stays within 0 and 1", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.float({ min: 0, max: 1, noNaN: true }),
        (n, part) => {
          const found = wilson(Math.round(n * part), n);
          if (!found) return false;
          return found.low >= 0 && found.low <= found.value && found.value <= found.high && found.high <= 1;
        },
      ),
    );
  });
});

describe("withheldCells", () => {
  test.each([
    [{ a: 40, b: 12, c: 30 }, []],
    [{ a: 40, b: 9, c: 30 }, ["b", "c"]],
    [{ a: 40, b: 9, c: 3 }, ["b", "c"]],
    [{ a: 40, b: 0, c: 30 }, []],
    [{ a: 9 }, ["a"]],
  ])("%j hides %j", (cells, hidden) => {
    const found = withheldCells(Object.entries(cells).map(([key, n]) => ({ key, n })));
    expect([...found].sort()).toEqual(hidden);
  });

  test("never leaves exactly one hidden cell beside shown ones", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 8 }), (sizes) => {
        const cells = sizes.map((n, index) => ({ key: String(index), n }));
        const hidden = withheldCells(cells);
        const shown = cells.filter(({ key, n }) => n > 0 && !hidden.has(key));
        return !(hidden.size === 1 && shown.length > 0);
      }),
    );
  });
});

describe("periods", () => {
  test("end with today, in UTC", () => {
    const period = periodEnding(new Date("2026-11-20T23:30:00Z"), 7);
    expect(period).toEqual({ from: new Date("2026-11-14T00:00:00Z"), to: new Date("2026-11-21T00:00:00Z") });
    expect(utcDays(period.from, period.to)).toHaveLength(7);
    expect(utcDays(period.from, period.to).at(-1)).toBe("2026-11-20");
  });
});
