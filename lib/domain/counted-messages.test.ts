import { expect, test } from "vitest";
import { countedSort, measuredOver } from "./counted-messages";
import { SIGNAL_RULES } from "./signal";

test("rules that name their messages themselves, or look at none, count no messages", () => {
  const counting = SIGNAL_RULES.filter((rule) => countedSort(rule, undefined) !== null);
  expect(counting).toEqual(["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D10", "D11", "D20"]);
});

test("a rule with several figures counts what the crossed one counts", () => {
  expect(countedSort("D7", "automated")).toBe("automated");
  expect(countedSort("D7", "by_hand")).toBe("by_hand");
  expect(countedSort("D20", "people")).toBe("starts");
  expect(countedSort("D20", "minute")).toBe("messages");
});

test("days are whole UTC days with the last of them, less is to the second", () => {
  const at = new Date("2026-11-20T10:15:30Z");
  const from = (windowSeconds: number) => measuredOver({ at, windowSeconds }).from.toISOString();
  expect(from(3_600)).toBe("2026-11-20T09:15:30.000Z");
  expect(from(86_400)).toBe("2026-11-20T00:00:00.000Z");
  expect(from(7 * 86_400)).toBe("2026-11-14T00:00:00.000Z");
  expect(measuredOver({ at, windowSeconds: 60 }).until).toBe(at);
});
