import { ok, type Result, refuse } from "./result";

/** Columns a tab-separated file of reports must have, and those it may have. */
export const REPORT_FILE_COLUMNS = ["id", "reporterId", "subjectType", "subjectId", "category"] as const;
const OPTIONAL_COLUMNS = ["note", "source"] as const;

/** Turns a line of a report file into what the report contract takes; `not_json`, `columns` say what is wrong with it. */
export type ReportLineReader = (
  text: string,
) => Result<unknown, { code: "not_json" } | { code: "columns"; found: number; wanted: number }>;

function readJson(text: string): ReturnType<ReportLineReader> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse({ code: "not_json" });
  }
}

/**
 * Chooses how the lines of a report file are read, from its first: one JSON object a line, or a tab-separated table,
 * whose first line names its columns in any order. `isRow`: the first line is a report itself.
 * Refusal: which columns are missing.
 */
export function reportLineReader(
  firstLine: string,
): Result<{ read: ReportLineReader; isRow: boolean }, { code: "missing_columns"; missing: string[] }> {
  if (firstLine.trimStart().startsWith("{")) return ok({ read: readJson, isRow: true });
  const names = firstLine.split("\t").map((name) => name.trim());
  const missing = REPORT_FILE_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) return refuse({ code: "missing_columns", missing: [...missing] });
  const read: ReportLineReader = (text) => {
    const cells = text.split("\t");
    if (cells.length !== names.length)
      return refuse({ code: "columns", found: cells.length, wanted: names.length });
    const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
    const given = OPTIONAL_COLUMNS.filter((name) => names.includes(name) && cell(name) !== "");
    return ok({
      id: cell("id"),
      reporterId: cell("reporterId"),
      subject: { type: cell("subjectType"), id: cell("subjectId") },
      category: cell("category"),
      ...Object.fromEntries(given.map((name) => [name, cell(name)])),
    });
  };
  return ok({ read, isRow: false });
}
