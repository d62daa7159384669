import { describe, expect, it } from "vitest";
import { ACCOUNT_TYPES, PREMIUM_ACCOUNT_TYPES } from "./member";
import { DEFAULT_POLICY, type Policy } from "./policy";
import { SCALED_RULES, thresholdOf, weighedVolume } from "./threshold";

const policy: Policy = DEFAULT_POLICY;
const base = { D1: 100, D2: 500, D3: 100, D5: 50 };

describe("a threshold", () => {
  it.each(ACCOUNT_TYPES)("of a %s is eased for those who pay, on every volume rule", (accountType) => {
    const factor = PREMIUM_ACCOUNT_TYPES.includes(accountType) ? 1.5 : 1;
    for (const rule of SCALED_RULES) {
      expect(thresholdOf(policy, { accountType, connectionCount: 999 }, rule)).toBe(base[rule] * factor);
    }
  });

  it("is tightened from a thousand connections on, for the day and the month only", () => {
    const of = (connectionCount: number) =>
      SCALED_RULES.map((rule) => thresholdOf(policy, { accountType: "basic", connectionCount }, rule));
    expect(of(999)).toEqual([100, 500, 100, 50]);
    expect(of(1000)).toEqual([80, 400, 100, 50]);
    const off = structuredClone(policy);
    off.detectors.D12.isOn = false;
    expect(thresholdOf(off, { accountType: "basic", connectionCount: 5000 }, "D1")).toBe(100);
  });

  it("multiplies both factors, and says 77 where binary fractions say 76.99999999999999", () => {
    const large = { accountType: "recruiter_lite", connectionCount: 2000 } as const;
    expect(thresholdOf(policy, large, "D1")).toBe(120);
    for (const [perDay, factor, expected] of [
      [110, 0.7, 77],
      [3, 1.1, 3.3],
      [70, 1.1, 77],
      [1, 0.333, 0.333],
    ] as const) {
      const odd = structuredClone(policy);
      odd.detectors.D1.perDay = perDay;
      odd.detectors.D12.factor = factor;
      expect(thresholdOf(odd, { accountType: "basic", connectionCount: 1000 }, "D1")).toBe(expected);
    }
  });
});

it("weighs automated messages more", () => {
  expect(weighedVolume(10, 4, 2)).toBe(14);
  expect(weighedVolume(10, 4, 1)).toBe(10);
  expect(weighedVolume(10, 4, 1.5)).toBe(12);
});
