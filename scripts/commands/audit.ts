import { readFile, writeFile } from "node:fs/promises";
import { Command } from "commander";
import type pg from "pg";
import { z } from "zod";
import { connect } from "@/db/connect";
import { Unmet } from "@/db/embedded/unmet";
import {
  type AuditCheckpoint,
  type AuditFault,
  type AuditVerdict,
  auditHead,
  verifyAudit,
} from "@/lib/services/audit-verify";
import type { WithDatabaseUrl } from "./with-database";

const FAULTS: Record<AuditFault, string> = {
  gap: "the chain lacks this number",
  entry_missing: "the entry sealed here is gone, or was moved",
  order: "this entry does not stand in the order of commits",
  entry_changed: "the entry, or the hash beside it, was changed",
  unsealed: "an entry that belongs before this number was never sealed, though older than a minute",
  chain_cut: "the checkpoint lies beyond the end of the chain: its tail is gone",
  chain_rewritten: "the hash here is not the checkpoint's: this or something before it was rewritten",
};

const checkpointFile = z.object({
  seq: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
});

async function readCheckpoint(file: string): Promise<AuditCheckpoint> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Unmet(`${file} cannot be read.`);
  });
  try {
    return checkpointFile.parse(JSON.parse(text));
  } catch {
    throw new Unmet(`${file} is not a checkpoint: make one with "audit checkpoint --out ${file}".`);
  }
}

/** The chain is read as a whole, however long that takes, and in one snapshot. */
async function reading<T>(url: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const database = connect(url, { max: 1, statementTimeoutMs: 0, applicationName: "lockkeeper-audit" });
  const client = await database.pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    return await work(client);
  } finally {
    client.release(true);
    await database.close();
  }
}

function told(verdict: AuditVerdict, checkpoint: AuditCheckpoint | undefined): string {
  const count = `${verdict.sealed.toLocaleString("en")} entries sealed, ${verdict.unsealed.toLocaleString("en")} waiting`;
  if (!verdict.firstBad) {
    const against = checkpoint ? `, and agrees with the checkpoint at ${checkpoint.seq}` : "";
    return `The audit chain is whole: ${count}${against}.`;
  }
  const { seq, what } = verdict.firstBad;
  return `The audit chain is BROKEN at number ${seq}: ${FAULTS[what]}. (${count}.)`;
}

/** `audit verify` and `audit checkpoint`. Verification exits with 1 when something is wrong. */
export function auditCommand(withDatabaseUrl: WithDatabaseUrl): Command {
  const audit = new Command("audit").description("verify the audit chain, or take a checkpoint of it");
  audit
    .command("verify")
    .description("recompute the whole chain and name the first place where something was changed")
    .option("--checkpoint <file>", "also compare with a checkpoint kept outside the database")
    .option("--json", "print the verdict as JSON")
    .addHelpText("after", '\nThe same without this program: psql "$DATABASE_URL" -f db/audit-verify.sql')
    .action(async (options: { checkpoint?: string; json?: true }) => {
      const checkpoint = options.checkpoint ? await readCheckpoint(options.checkpoint) : undefined;
      const verdict = await withDatabaseUrl((url) =>
        reading(url, (client) => verifyAudit(client, checkpoint)),
      );
      console.log(options.json ? JSON.stringify(verdict) : told(verdict, checkpoint));
      if (!verdict.isOk) process.exitCode = 1;
    });
  audit
    .command("checkpoint")
    .description(
      "print the end of the chain: keep it outside the database, and nothing before it can be rewritten unseen",
    )
    .option("--out <file>", "write it to a file")
    .action(async (options: { out?: string }) => {
      const head = await withDatabaseUrl((url) => reading(url, auditHead));
      if (!head) {
        console.error("Nothing is sealed yet: there is no checkpoint to take.");
        process.exitCode = 1;
        return;
      }
      const text = JSON.stringify(head);
      if (options.out) await writeFile(options.out, `${text}\n`);
      else console.log(text);
    });
  return audit;
}
