import { expect, test } from "vitest";
import type { Measure } from "./measure";
import { type Ruling, verdictSince } from "./verdict";

const ruling = (
  hour: number,
  outcome: Ruling["outcome"],
  measures: Measure[] = [],
  isOverturned = false,
): Ruling => ({
  decidedAt: new Date(hour * 3_600_000),
  outcome,
  measures: measures.map((measure) => ({ measure })),
  isOverturned,
});

test.each([
  ["nothing decided", [], null],
  ["a decision before", [ruling(1, "actioned", ["warning"])], null],
  ["dismissed", [ruling(5, "dismissed")], { outcome: "cleared", measure: null }],
  ["a lock released", [ruling(5, "released")], { outcome: "cleared", measure: null }],
  ["a locked message removed", [ruling(5, "removed")], { outcome: "upheld", measure: null }],
  ["overturned", [ruling(5, "actioned", ["daily_cap"], true)], { outcome: "cleared", measure: null }],
  ["at the very instant", [ruling(4, "actioned", ["warning"])], { outcome: "upheld", measure: "warning" }],
  [
    "one stands, one does not",
    [
      ruling(5, "dismissed"),
      ruling(6, "actioned", ["warning", "daily_cap"]),
      ruling(7, "actioned", ["ban"], true),
    ],
    { outcome: "upheld", measure: "daily_cap" },
  ],
] as const)("%s", (_, rulings, expected) => {
  expect(verdictSince([...rulings], 4 * 3_600_000)).toEqual(expected);
});
