import fc from "fast-check";
import { expect, test } from "vitest";
import { CASE_KINDS, SEVERITIES } from "@/lib/domain/case";
import { HELD_BY } from "@/lib/domain/queue";
import { CATEGORIES } from "@/lib/domain/report";
import {
  countText,
  isNarrowed,
  kindsOf,
  NO_FILTER,
  parseQueueCursor,
  parseQueueFilter,
  QUEUE_TABS,
  type QueueFilter,
  queueCursor,
  queueFilterParams,
} from "./queue";

const filters: fc.Arbitrary<QueueFilter> = fc.record({
  tab: fc.constantFrom(...QUEUE_TABS),
  kind: fc.constantFrom(null, ...CASE_KINDS),
  severity: fc.constantFrom(null, ...SEVERITIES),
  category: fc.constantFrom(null, ...CATEGORIES),
  channel: fc.constantFrom(null, "chat", "inmail"),
  language: fc.constantFrom(null, "en", "de"),
  account: fc.constantFrom(null, "basic"),
  held: fc.constantFrom(null, ...HELD_BY),
  overdue: fc.boolean(),
  q: fc.option(
    fc.string({ minLength: 1, maxLength: 100 }).filter((q) => q.trim() === q && q !== ""),
    { nil: null },
  ),
});

test("a filter survives its address", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const address = queueFilterParams(filter).toString();
      expect(parseQueueFilter(Object.fromEntries(new URLSearchParams(address)))).toEqual(filter);
    }),
  );
});

test("what nobody offers counts as absent", () => {
  const params = {
    tab: "mine",
    severity: "P9",
    q: "  ",
    overdue: "yes",
    language: "../x",
    held: ["me", "free"],
    x: "1",
  };
  expect(parseQueueFilter(params)).toEqual({ ...NO_FILTER, held: "me" });
  expect(isNarrowed(NO_FILTER)).toBe(false);
  expect(isNarrowed({ ...NO_FILTER, tab: "appeals" })).toBe(false);
  expect(isNarrowed({ ...NO_FILTER, overdue: true })).toBe(true);
});

test("tab and kind together", () => {
  expect(kindsOf(NO_FILTER)).toBeNull();
  expect(kindsOf({ tab: "reported", kind: null })).toEqual(["reported_message", "reported_account"]);
  expect(kindsOf({ tab: "all", kind: "appeal" })).toEqual(["appeal"]);
  expect(kindsOf({ tab: "flagged", kind: "appeal" })).toEqual([]);
});

test("a cursor survives its address, and nothing else is one", () => {
  const row = { dueAt: "2026-11-20T10:00:00.123Z", caseId: "01994d4e-0000-7000-8000-000000000000" };
  expect(parseQueueCursor(queueCursor(row))).toEqual({ dueAt: new Date(row.dueAt), caseId: row.caseId });
  for (const text of [
    "",
    "_",
    row.dueAt,
    `${row.dueAt}_x`,
    `yesterday_${row.caseId}`,
    `${queueCursor(row)}_x`,
  ]) {
    expect(parseQueueCursor(text)).toBeNull();
  }
});

test("counts read in groups of three and stop at the cap", () => {
  expect([0, 214, 10_000, 10_001].map(countText)).toEqual(["0", "214", "10\u202f000", "10\u202f000+"]);
});

test("a search for what no record can hold asks for nothing", () => {
  expect(parseQueueFilter({ q: "Ana\u0000" }).q).toBeNull();
  expect(parseQueueFilter({ q: "Ana\ud800" }).q).toBeNull();
});
