import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { v5 as uuidv5 } from "uuid";
import type { Database } from "@/db/connect";
import {
  arrangeRows,
  copySends,
  copyTexts,
  copyValue,
  openStaging,
  saveImported,
  saveImportedMembers,
} from "@/db/queries/message-import";
import { ensureMonths } from "@/db/queries/partition";
import { MESSAGE_BODY_MAX } from "@/lib/contracts/message";
import { isStorable, platformId } from "@/lib/contracts/text";
import type { Actor } from "@/lib/domain/actor";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { lineReader, type RowReader, rowReader } from "@/lib/domain/tsv";
import { type Operation, runOperation } from "./run-operation";

/** A row of the file that did not go in, by its line. */
export type BadRow = { line: number; reason: string };

export type ImportSource = { name: string; chunks: AsyncIterable<Uint8Array> };

export type ImportSummary = {
  /** Sends in the file that were good. */
  rows: number;
  added: number;
  /** On record before. */
  present: number;
  members: number;
  bad: number;
};

export type ImportRefusal =
  /** The file is not one of sends (or texts): what is wrong with it. */
  { code: "unreadable"; file: string; detail: string };

export type ImportEvents = {
  onBad: (bad: BadRow) => void;
  /** `of` is null while the file is read. */
  onProgress: (stage: "reading" | "storing", done: number, of: number | null) => void;
};

/** Names the operations of an import, so that the same file again, or its rest after an interruption, adds nothing twice. */
const IMPORTS = "c0f9b3a1-7f0b-5f4e-9d1b-3d6a2f8e5b11";
/** Rows of one operation. */
const CHUNK = 5_000;
const LINE_MAX_BYTES = 4 * MESSAGE_BODY_MAX;
const FIRST_SECOND = Date.UTC(1990, 0, 1) / 1000;
/** Clocks may differ by a day at most. */
const AHEAD_MS = 86_400_000;

class Unreadable extends Error {
  constructor(readonly detail: string) {
    super(detail);
  }
}

/** Lines of a source after its header, by column. Throws `Unreadable` when the header is not as wanted. */
async function* rowsOf<C extends string>(
  source: ImportSource,
  wanted: readonly C[],
  onBytes: (chunk: Uint8Array) => void,
  onBad: (bad: BadRow) => void,
): AsyncGenerator<{ line: number; values: Record<C, string> }> {
  const reader = lineReader(LINE_MAX_BYTES);
  let rows: RowReader<C> | null = null;
  const take = function* (lines: ReturnType<typeof reader.push>) {
    for (const line of lines) {
      if (rows === null) {
        if ("problem" in line) throw new Unreadable(`line 1 ${line.problem}`);
        const header = rowReader(line.text, wanted);
        if (!header.ok) throw new Unreadable(header.error.detail);
        rows = header.value;
      } else if ("problem" in line) {
        onBad({ line: line.number, reason: line.problem });
      } else if (line.text !== "") {
        const row = rows(line.text);
        if (row.ok) yield { line: line.number, values: row.value };
        else onBad({ line: line.number, reason: row.error.detail });
      }
    }
  };
  for await (const chunk of source.chunks) {
    onBytes(chunk);
    yield* take(reader.push(chunk));
  }
  yield* take(reader.end());
  if (rows === null) throw new Unreadable("it is empty");
}

/** Why a send cannot be taken; null when it can. */
export function checkSend(
  values: { sender: string; recipient: string; sent_at_unix: string },
  latestSecond: number,
): string | null {
  for (const side of ["sender", "recipient"] as const) {
    if (!platformId.safeParse(values[side]).success)
      return `${side} is not an id of 1 to 128 printable characters`;
  }
  if (values.sender === values.recipient) return "sender and recipient are the same";
  if (!/^\d{1,12}$/.test(values.sent_at_unix)) return "sent_at_unix is not a whole number of seconds";
  const second = Number(values.sent_at_unix);
  if (second < FIRST_SECOND) return "sent_at_unix lies before the year 1990";
  return second > latestSecond ? "sent_at_unix lies in the future" : null;
}

async function stageSends(
  client: pg.PoolClient,
  source: ImportSource,
  hash: ReturnType<typeof createHash>,
  events: ImportEvents,
) {
  const latest = (Date.now() + AHEAD_MS) / 1000;
  let rows = 0;
  let bad = 0;
  const onBad = (one: BadRow): void => {
    bad += 1;
    events.onBad(one);
  };
  const lines = async function* () {
    for await (const { line, values } of rowsOf(
      source,
      ["sender", "recipient", "sent_at_unix"] as const,
      (chunk) => hash.update(chunk),
      onBad,
    )) {
      const reason = checkSend(values, latest);
      if (reason !== null) {
        onBad({ line, reason });
        continue;
      }
      rows += 1;
      if (rows % CHUNK === 0) events.onProgress("reading", rows, null);
      const at = new Date(Number(values.sent_at_unix) * 1000).toISOString();
      yield `${line}\t${copyValue(values.sender)}\t${copyValue(values.recipient)}\t${at}\n`;
    }
  };
  await pipeline(Readable.from(lines(), { objectMode: true, highWaterMark: 512 }), copySends(client));
  return { rows, bad };
}

async function stageTexts(
  client: pg.PoolClient,
  source: ImportSource,
  hash: ReturnType<typeof createHash>,
): Promise<number> {
  let texts = 0;
  const lines = async function* () {
    for await (const { values } of rowsOf(
      source,
      ["text"] as const,
      (chunk) => hash.update(chunk),
      () => {},
    )) {
      if (values.text === "" || values.text.length > MESSAGE_BODY_MAX || !isStorable(values.text)) continue;
      yield `${texts}\t${copyValue(values.text)}\n`;
      texts += 1;
    }
  };
  await pipeline(Readable.from(lines(), { objectMode: true, highWaterMark: 512 }), copyTexts(client));
  if (texts === 0) throw new Unreadable("it has no text to deal");
  return texts;
}

/** Runs one operation of the import; `hasRun` tells a replay, which did nothing, from the first time. */
async function once(
  database: Pick<Database, "pool">,
  actor: Actor,
  name: string,
  command: "member.batch" | "message.batch",
  work: (op: Operation) => Promise<number>,
): Promise<{ count: number; hasRun: boolean }> {
  let hasRun = false;
  const request = { operationId: uuidv5(name, IMPORTS), actor, command, payload: { name } };
  const done = await runOperation<number, never>(database, request, async (op) => {
    hasRun = true;
    const count = await work(op);
    op.audit({ subjectType: "import", subjectId: op.operationId, data: { name, count } });
    return ok(count);
  });
  if (!done.ok) throw new Error(`the import was refused: ${done.error.code}`);
  return { count: done.value, hasRun };
}

/**
 * Takes a file of sends (columns `sender`, `recipient`, `sent_at_unix`) into the records: streamed by COPY into a staging
 * table, stored in chunks, each one operation. Members are made from the ids. Bad rows are told by line, the good ones go
 * in. The same file again adds nothing; an interrupted import goes on where it stopped. Texts, where given, are dealt to
 * the sends in order, over and over.
 *
 * @param database one connection of its own, without pipelining and without a statement limit.
 * Refusal: `unreadable`, when the file is empty, binary, or lacks a column; nothing is written then.
 */
export async function importMessages(
  database: Pick<Database, "pool">,
  actor: Actor,
  input: { sends: ImportSource; texts: ImportSource | null },
  events: ImportEvents,
): Promise<Result<ImportSummary, ImportRefusal>> {
  const hash = createHash("sha256");
  const client = await database.pool.connect();
  let isHealthy = false;
  let staged: { rows: number; bad: number; months: Date[] };
  let file = input.texts?.name ?? input.sends.name;
  try {
    await openStaging(client);
    const texts = input.texts ? await stageTexts(client, input.texts, hash) : 0;
    file = input.sends.name;
    const { rows, bad } = await stageSends(client, input.sends, hash, events);
    staged = { bad, ...(await arrangeRows(client, texts)) };
    if (rows !== staged.rows) throw new Error(`${rows} rows were read but ${staged.rows} arranged`);
    isHealthy = true;
  } catch (error) {
    if (error instanceof Unreadable) return refuse({ code: "unreadable", file, detail: error.detail });
    throw error;
  } finally {
    // What is staged lives on this connection: it goes back to be taken again.
    client.release(!isHealthy);
  }
  await ensureMonths(database, "messages", staged.months);
  const name = hash.digest("hex");
  const summary: ImportSummary = { rows: staged.rows, added: 0, present: 0, members: 0, bad: staged.bad };
  const members = await once(database, actor, `${name}:members`, "member.batch", saveImportedMembers);
  if (members.hasRun) summary.members = members.count;
  for (let from = 0; from < staged.rows; from += CHUNK) {
    const to = Math.min(from + CHUNK, staged.rows);
    const { count, hasRun } = await once(database, actor, `${name}:${from}-${to}`, "message.batch", (op) =>
      saveImported(op, from, to),
    );
    if (hasRun) summary.added += count;
    events.onProgress("storing", to, staged.rows);
  }
  summary.present = summary.rows - summary.added;
  return ok(summary);
}
