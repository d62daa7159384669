import { expect, test } from "vitest";
import { reportLineReader } from "./report-file";

const report = { id: "r1", reporterId: "7", subject: { type: "message", id: "m1" }, category: "spam" };

test("lines of JSON are reports from the first line on", () => {
  const reader = reportLineReader(` ${JSON.stringify(report)}`);
  if (!reader.ok) throw new Error(reader.error.code);
  expect(reader.value.isRow).toBe(true);
  expect(reader.value.read(JSON.stringify(report))).toEqual({ ok: true, value: report });
  expect(reader.value.read("{")).toEqual({ ok: false, error: { code: "not_json" } });
});

test("a table names its columns in any order, and leaves out what is empty", () => {
  const reader = reportLineReader("category\tsubjectId\tsubjectType\treporterId\tid\tnote\tmore");
  if (!reader.ok) throw new Error(reader.error.code);
  expect(reader.value.isRow).toBe(false);
  expect(reader.value.read("spam\tm1\tmessage\t7\tr1\t\tx")).toEqual({ ok: true, value: report });
  expect(reader.value.read("spam\tm1\tmessage\t7\tr1\tWhy.\tx")).toEqual({
    ok: true,
    value: { ...report, note: "Why." },
  });
  expect(reader.value.read("spam\tm1")).toEqual({
    ok: false,
    error: { code: "columns", found: 2, wanted: 7 },
  });
});

test("missing columns are named", () => {
  expect(reportLineReader("id\tcategory")).toEqual({
    ok: false,
    error: { code: "missing_columns", missing: ["reporterId", "subjectType", "subjectId"] },
  });
});
