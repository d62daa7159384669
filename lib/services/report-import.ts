import type { Database } from "@/db/connect";
import { findReport } from "@/db/queries/report";
import { reportInput } from "@/lib/contracts/report";
import { fieldRefusals } from "@/lib/contracts/text";
import type { Actor } from "@/lib/domain/actor";
import type { ImportFault } from "@/lib/domain/import-file";
import { REPORT_FILE_COLUMNS, type ReportLineReader, reportLineReader } from "@/lib/domain/report-file";
import { readLines, UnreadableFile } from "./import-lines";
import type { ImportProgress, ImportSummary } from "./message-import";
import { type ReportRefusal, receiveReport } from "./report";
import type { OperationRefusal } from "./run-operation";

export type ReportImport = {
  file: string;
  progress: (sofar: ImportProgress) => void;
  fault: (fault: ImportFault) => void;
};

/** Reports taken in at the same time. */
const CONCURRENT = 8;

const REFUSALS: Record<(ReportRefusal | OperationRefusal)["code"], string> = {
  unknown_subject: "subject: no such message or member; import it first",
  self_report: "reporterId: is the member reported",
  conflict: "id: is on record with another content",
  forbidden: "not allowed",
  operation_reused: "id: was used for something else",
};

type Taken = { fault: string } | { fault: null; isNew: boolean };

async function take(database: Database, actor: Actor, text: string, read: ReportLineReader): Promise<Taken> {
  const row = read(text);
  if (!row.ok) {
    return {
      fault:
        row.error.code === "not_json"
          ? "is not a JSON object"
          : `has ${row.error.found} columns where the first line names ${row.error.wanted}`,
    };
  }
  const parsed = reportInput.safeParse(row.value);
  if (!parsed.success) {
    const [first] = fieldRefusals(parsed.error);
    return { fault: first ? `${first.path || "the line"}: ${first.message}` : "is not a report" };
  }
  const known = await findReport(database, parsed.data.id);
  const received = await receiveReport(database, actor, parsed.data);
  return received.ok ? { fault: null, isNew: known === null } : { fault: REFUSALS[received.error.code] };
}

/** How the file's lines are read, from its first. */
function readerFor(file: string, firstLine: string): { read: ReportLineReader; isRow: boolean } {
  const reader = reportLineReader(firstLine);
  if (reader.ok) return reader.value;
  throw new UnreadableFile(
    `${file}: write one JSON object a line, or a first line that names the columns ${REPORT_FILE_COLUMNS.join(", ")}, separated by tabs; missing: ${reader.error.missing.join(", ")}.`,
  );
}

/**
 * Imports reports as `POST /reports` takes them: one JSON object a line, or a tab-separated table. A report id is filed
 * once, so running it again adds nothing. Each bad line is reported by its number and passed over.
 * @throws UnreadableFile when nothing of the file can be used.
 */
export async function importReports(
  database: Database,
  actor: Actor,
  input: ReportImport,
): Promise<ImportSummary> {
  const sofar: ImportProgress = { rows: 0, added: 0, faults: 0, share: 0 };
  const running = new Set<Promise<void>>();
  let reader: { read: ReportLineReader; isRow: boolean } | null = null;
  const settle = (line: number, taken: Taken): void => {
    if (taken.fault === null) {
      sofar.rows++;
      if (taken.isNew) sofar.added++;
      return;
    }
    sofar.faults++;
    input.fault({ line, message: taken.fault });
  };
  for await (const found of readLines(input.file)) {
    const { line } = found;
    sofar.share = found.share;
    if ("problem" in found) {
      settle(line, { fault: found.problem });
      continue;
    }
    if (found.text.trim() === "") continue;
    if (reader === null) {
      reader = readerFor(input.file, found.text);
      if (!reader.isRow) continue;
    }
    const one = take(database, actor, found.text, reader.read).then((taken) => settle(line, taken));
    const tracked = one.finally(() => running.delete(tracked));
    running.add(tracked);
    if (running.size >= CONCURRENT) await Promise.race(running);
    input.progress({ ...sofar });
  }
  await Promise.all(running);
  sofar.share = 1;
  input.progress({ ...sofar });
  return { rows: sofar.rows, added: sofar.added, already: sofar.rows - sofar.added, faults: sofar.faults };
}
