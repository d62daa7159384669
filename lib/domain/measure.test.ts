import { expect, test } from "vitest";
import { AVAILABLE_MEASURES, MEASURE_LABELS, MEASURE_NAMES, MEASURES, rungOf } from "./measure";

test("the ladder has eleven rungs in the order of policy-facts, R1 to R11", () => {
  expect(MEASURES.map((measure) => [rungOf(measure), MEASURE_NAMES[measure]])).toEqual([
    ["R1", "Warning"],
    ["R2", "Throttle"],
    ["R3", "CAPTCHA"],
    ["R4", "Phone verification"],
    ["R5", "Temporary block"],
    ["R6", "Daily cap"],
    ["R7", "Messaging disabled"],
    ["R8", "Account restricted"],
    ["R9", "Suspension"],
    ["R10", "Ban"],
    ["R11", "Legal referral"],
  ]);
});

test("what can be chosen is on the ladder, and every rung can be told apart on a button", () => {
  expect(AVAILABLE_MEASURES.every((measure) => MEASURES.includes(measure))).toBe(true);
  expect(new Set(Object.values(MEASURE_LABELS)).size).toBe(MEASURES.length);
});
