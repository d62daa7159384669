import { expect, test } from "vitest";
import type { CaseWhy } from "./case";
import { briefInstant, whyLine } from "./case-why";

const AT = new Date("2026-11-20T10:00:00.000Z");

function line(why: CaseWhy, more: Partial<Parameters<typeof whyLine>[0]> = {}) {
  return whyLine(
    { kind: "reported_message", severity: "P1", why, lapsedAt: null, isExcluded: false, ...more },
    AT,
  );
}

const at = "2026-11-20T09:32:10.000Z";

test.each([
  [{ code: "first_report", hours: 1, at }, "P1 is due one hour after the first report, 09:32"],
  [{ code: "first_report", hours: 24, at }, "P1 is due 24 hours after the first report, 09:32"],
  [
    { code: "report_pulled_forward", ordinal: 3, at, byHours: 6 },
    "Third report, 09:32, pulled it 6 h forward",
  ],
  [
    { code: "report_pulled_forward", ordinal: 11, at, byHours: 6 },
    "11th report, 09:32, pulled it 6 h forward",
  ],
  [
    { code: "report_pulled_forward", ordinal: 22, at, byHours: 6 },
    "22nd report, 09:32, pulled it 6 h forward",
  ],
  [{ code: "more_reports", reports: 4, at }, "4 reports, the latest 09:32; they leave its time as it is"],
  [{ code: "signal", rule: "D1", at }, "Flagged by D1 messages a day, 09:32"],
  [{ code: "signal", rule: "X9", at }, "Flagged by X9, 09:32"],
  [{ code: "appeal_deadline", hours: 168, at }, "Filed 09:32; appeals are due within 7 days"],
  [{ code: "appeal_deadline", hours: 72, at }, "Filed 09:32; appeals are due within 72 hours"],
] as [CaseWhy, string][])("%o", (why, expected) => expect(line(why)).toBe(expected));

test("a lapsed lease and one's own part in the decision come first", () => {
  const why: CaseWhy = { code: "appeal_deadline", hours: 168, at };
  const lapsedAt = new Date("2026-11-19T23:41:00.000Z");
  expect(line(why, { lapsedAt })).toBe("Lease lapsed 19 Nov, 23:41, so it came back to its place");
  expect(line(why, { lapsedAt, isExcluded: true })).toBe(
    "You had a part in the decision; another person has to hear it",
  );
});

test("an instant of another UTC day carries its date", () => {
  expect(briefInstant(new Date("2026-11-20T00:00:00.000Z"), AT)).toBe("00:00");
  expect(briefInstant(new Date("2026-11-19T23:59:59.999Z"), AT)).toBe("19 Nov, 23:59");
});
