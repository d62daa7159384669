import { Command } from "commander";
import { connect } from "@/db/connect";
import { migrate } from "@/db/migrate";
import type { ImportFault } from "@/lib/domain/import-file";
import { importMessages } from "@/lib/services/message-import";
import { ensurePolicy } from "@/lib/services/policy";
import { importReports } from "@/lib/services/report-import";
import { OPERATOR, type WithDatabaseUrl } from "./with-database";

/** More bad rows than this are counted, not listed. */
const LISTED_FAULTS = 100;

/** Progress on stderr at most twice a second, with the rate; bad rows as they come. */
function narrator(what: string) {
  const began = performance.now();
  let last = 0;
  let listed = 0;
  const rate = (rows: number) => Math.round(rows / Math.max(0.001, (performance.now() - began) / 1000));
  return {
    progress: ({ rows, added, share }: { rows: number; added: number; share: number }) => {
      if (performance.now() - last < 500) return;
      last = performance.now();
      const percent = Math.round(share * 100);
      process.stderr.write(
        `${String(percent).padStart(3)} %  ${rows} ${what}, ${added} new, ${rate(rows)} a second\n`,
      );
    },
    fault: ({ line, message }: ImportFault) => {
      listed++;
      if (listed <= LISTED_FAULTS) process.stderr.write(`line ${line}: ${message}\n`);
      if (listed === LISTED_FAULTS) process.stderr.write("Further bad lines are counted, not listed.\n");
    },
    done: ({
      rows,
      added,
      already,
      faults,
    }: {
      rows: number;
      added: number;
      already: number;
      faults: number;
    }) => {
      const seconds = (performance.now() - began) / 1000;
      process.stderr.write(
        `${rows} ${what} read in ${seconds.toFixed(1)} s (${rate(rows)} a second): ${added} added, ${already} there already, ${faults} bad lines left out.\n`,
      );
    },
  };
}

/** `import messages` and `import reports`: streamed, safe to run again, bad lines named. */
export function importCommand(withDatabaseUrl: WithDatabaseUrl): Command {
  const imports = new Command("import")
    .description("take history in from files")
    .addHelpText("after", "\nExample: npm run lockkeeper -- import messages sends.tsv --texts texts.tsv");
  imports
    .command("messages")
    .description("import sends from a tab-separated file with the columns sender, recipient, sent_at_unix")
    .argument("<file>", "the file; read as a stream, whatever its size")
    .option(
      "--texts <file>",
      "a tab-separated file with a column text: its texts are dealt to the messages in turn",
    )
    .addHelpText(
      "after",
      "\nExample: npm run lockkeeper -- import messages sends.tsv --texts texts.tsv\n\nMembers are made from the ids. Running it again, or after an interruption, adds only what is not there.\nExit code 0, or 3 when some lines were bad.",
    )
    .action(async (file: string, { texts }: { texts?: string }) => {
      const says = narrator("messages");
      const summary = await withDatabaseUrl(async (url) => {
        await migrate(url);
        // One connection, not pipelined: the chunk's table lives in it, and COPY keeps it busy.
        const database = connect(url, { max: 1, pipeline: false, statementTimeoutMs: 0 });
        try {
          return await importMessages(database, OPERATOR, { file, textsFile: texts, ...says });
        } finally {
          await database.close();
        }
      });
      says.done(summary);
      if (summary.faults > 0) process.exitCode = 3;
    });
  imports
    .command("reports")
    .description(
      "import reports: one JSON object a line as POST /api/v1/reports takes it, or a tab-separated table",
    )
    .argument("<file>", "the file; read as a stream")
    .addHelpText(
      "after",
      '\nExample: npm run lockkeeper -- import reports reports.ndjson\n\nA line: {"id":"r1","reporterId":"7","subject":{"type":"message","id":"m1"},"category":"spam","note":"…"}\nA table: columns id, reporterId, subjectType, subjectId, category; note and source where there are any.\nA report id is filed once. Exit code 0, or 3 when some lines were bad.',
    )
    .action(async (file: string) => {
      const says = narrator("reports");
      const summary = await withDatabaseUrl(async (url) => {
        await migrate(url);
        const database = connect(url, { max: 8 });
        try {
          await ensurePolicy(database);
          return await importReports(database, OPERATOR, { file, ...says });
        } finally {
          await database.close();
        }
      });
      says.done(summary);
      if (summary.faults > 0) process.exitCode = 3;
    });
  return imports;
}
