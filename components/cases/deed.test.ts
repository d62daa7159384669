import { describe, expect, test } from "vitest";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { EVERYTHING } from "@/lib/domain/scope";
import { deedDone, deedLabel } from "./deed";

const WARNING: ChosenMeasure = { measure: "warning" };
const BLOCK: ChosenMeasure = { measure: "temporary_block", scope: EVERYTHING, hours: 48 };
const CAP: ChosenMeasure = { measure: "daily_cap", scope: EVERYTHING, capPerDay: 10, days: 30 };
const STOP: ChosenMeasure = { measure: "messaging_disabled", scope: EVERYTHING, days: null };

describe("the button names the deed, the toast says it is done", () => {
  test.each<[ChosenMeasure[], string, string]>([
    [[WARNING], "Warn and open the next case", "warned"],
    [[BLOCK], "Block for 48 h and open the next case", "blocked for 48 h"],
    [[CAP], "Cap for 30 days and open the next case", "capped for 30 days"],
    [[{ ...CAP, days: 1 }], "Cap for 1 day and open the next case", "capped for 1 day"],
    [[STOP], "Stop messaging until lifted and open the next case", "stopped from messaging until lifted"],
    [[WARNING, CAP], "Warn and cap for 30 days", "warned and capped for 30 days"],
    [
      [WARNING, BLOCK, CAP],
      "Warn, block for 48 h and cap for 30 days",
      "warned, blocked for 48 h and capped for 30 days",
    ],
  ])("%j", (measures, label, done) => {
    expect(deedLabel({ isDismissed: false, measures })).toBe(label);
    expect(deedDone({ isDismissed: false, measures })).toBe(done);
  });

  test("a dismissal, and nothing yet", () => {
    expect(deedLabel({ isDismissed: true, measures: [] })).toBe("Dismiss and open the next case");
    expect(deedDone({ isDismissed: true, measures: [] })).toBe("dismissed");
    expect(deedLabel({ isDismissed: false, measures: [] })).toBe("Decide and open the next case");
  });
});
