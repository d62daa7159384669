import { stat } from "node:fs/promises";
import type { Database } from "@/db/connect";
import { reportInput } from "@/lib/contracts/report";
import { fieldRefusals } from "@/lib/contracts/text";
import type { Actor } from "@/lib/domain/actor";
import type { ImportFault } from "@/lib/domain/import-file";
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

async function take(database: Database, actor: Actor, text: string): Promise<Taken> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: "is not a JSON object" };
  }
  const parsed = reportInput.safeParse(json);
  if (!parsed.success) {
    const [first] = fieldRefusals(parsed.error);
    return { fault: first ? `${first.path || "the line"}: ${first.message}` : "is not a report" };
  }
  const { rowCount } = await database.pool.query({
    name: "report_import_known",
    text: "select 1 from reports where report_id = $1",
    values: [parsed.data.id],
  });
  const received = await receiveReport(database, actor, parsed.data);
  return received.ok ? { fault: null, isNew: rowCount === 0 } : { fault: REFUSALS[received.error.code] };
}

/**
 * Imports reports, one JSON object a line, as `POST /reports` takes them. A report id is filed once, so running it again
 * adds nothing. Each bad line is reported by its number and passed over.
 * @throws UnreadableFile when nothing of the file can be used.
 */
export async function importReports(
  database: Database,
  actor: Actor,
  input: ReportImport,
): Promise<ImportSummary> {
  const { size } = await stat(input.file).catch(() => {
    throw new UnreadableFile(`${input.file} cannot be read: is the path right?`);
  });
  const sofar: ImportProgress = { rows: 0, added: 0, faults: 0, share: 0 };
  const running = new Set<Promise<void>>();
  for await (const { line, text, share } of readLines(input.file, size)) {
    if (text.trim() === "") continue;
    sofar.share = share;
    const one = take(database, actor, text).then((taken) => {
      if (taken.fault === null) {
        sofar.rows++;
        if (taken.isNew) sofar.added++;
        return;
      }
      sofar.faults++;
      input.fault({ line, message: taken.fault });
    });
    const tracked = one.finally(() => running.delete(tracked));
    running.add(tracked);
    if (running.size >= CONCURRENT) await Promise.race(running);
    input.progress({ ...sofar });
  }
  await Promise.all(running);
  input.progress({ ...sofar });
  return { rows: sofar.rows, added: sofar.added, already: sofar.rows - sofar.added, faults: sofar.faults };
}
