import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { v5 as uuidv5 } from "uuid";
import type { Database } from "@/db/connect";
import {
  COPY_IMPORT_CHUNK,
  CREATE_IMPORT_CHUNK,
  saveImportChunk,
  saveImportMembers,
} from "@/db/queries/message";
import { ensureMonths } from "@/db/queries/partition";
import { MESSAGE_BODY_MAX } from "@/lib/contracts/message";
import { isStorable } from "@/lib/contracts/text";
import type { Actor } from "@/lib/domain/actor";
import { scoreContent } from "@/lib/domain/content-filter";
import {
  conversationOf,
  type ImportColumns,
  type ImportFault,
  type ImportRow,
  MESSAGE_FILE_COLUMNS,
  Occurrences,
  readColumns,
  readRow,
} from "@/lib/domain/import-file";
import type { ObservedMessage } from "@/lib/domain/observer";
import { ok } from "@/lib/domain/result";
import { readLines, UnreadableFile } from "./import-lines";
import { holdSenders, type Observing, observeMessages, observing } from "./observe";
import { isTransient, postgresError } from "./postgres-error";
import { type Operation, runOperation } from "./run-operation";

export type ImportProgress = {
  rows: number;
  added: number;
  faults: number;
  /** Of the file, 0 to 1. */
  share: number;
};

/** Good rows, how many of them were new, how many were on record, and the bad lines passed over. */
export type ImportSummary = { rows: number; added: number; already: number; faults: number };

export type MessageImport = {
  file: string;
  /** Its texts are dealt to the messages in turn; without it messages have none. */
  textsFile?: string | undefined;
  progress: (sofar: ImportProgress) => void;
  fault: (fault: ImportFault) => void;
};

/** Rows of one operation. */
const CHUNK_ROWS = 5_000;
/** Names a chunk's operation from its content, so that the same chunk is stored once whoever imports it again. */
const CHUNK_OPERATIONS = "5b7be1f0-7c5e-5d0c-9a55-7d6f3f4f0a11";
/** A lost connection loses the copied chunk with it; it is copied again this often. */
const COPIES = 4;

type ChunkRow = ImportRow & { messageId: string; body: string };

/** The texts of a file's column `text`. The rest of a line belongs to the last column, tabs included. */
async function readTexts(file: string): Promise<string[]> {
  const texts: string[] = [];
  let place: number | null = null;
  let columns = 0;
  for await (const found of readLines(file)) {
    if ("problem" in found) continue;
    const cells = found.text.split("\t");
    if (place === null) {
      place = cells.findIndex((name) => name.trim().toLowerCase() === "text");
      columns = cells.length;
      if (place === -1)
        throw new UnreadableFile(`${file}: the first line must name a column text, separated by tabs.`);
      continue;
    }
    const body = place === columns - 1 ? cells.slice(place).join("\t") : cells[place];
    if (body && body.length <= MESSAGE_BODY_MAX && isStorable(body)) texts.push(body);
  }
  if (texts.length === 0) throw new UnreadableFile(`${file} holds no text to deal.`);
  return texts;
}

function copyValue(value: string): string {
  return value.replace(
    /[\\\t\n\r]/g,
    (sign) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[sign] ?? sign,
  );
}

function copyLine(row: ChunkRow): string {
  const { line, messageId, sender, recipient, sentAt, body } = row;
  const conversation = conversationOf(sender, recipient);
  return `${[String(line), messageId, sender, recipient, conversation, sentAt.toISOString(), body].map(copyValue).join("\t")}\n`;
}

/** A send has no id of its own: who, to whom, which second, and which of several alike make one. */
function messageIdOf(row: ImportRow, occurrence: string): string {
  const key = [row.sender, row.recipient, row.sentAt.getTime() / 1000, occurrence].join("\t");
  return `imp-${createHash("sha256").update(key).digest("hex").slice(0, 32)}`;
}

async function copyChunk(database: Pick<Database, "pool">, lines: string[]): Promise<void> {
  const client = await database.pool.connect();
  let isHealthy = false;
  try {
    await client.query(CREATE_IMPORT_CHUNK);
    await client.query("truncate import_chunk");
    await pipeline(Readable.from(lines), client.query(copyFrom(COPY_IMPORT_CHUNK)));
    isHealthy = true;
  } finally {
    client.release(!isHealthy);
  }
}

function observedOf(row: ChunkRow, isReply: boolean): ObservedMessage {
  const { messageId, sender: senderId, recipient: recipientId, sentAt, body } = row;
  const conversationId = conversationOf(senderId, recipientId);
  const common = { channel: "chat", degree: 1, isAutomated: false } as const;
  return { messageId, senderId, recipientId, conversationId, ...common, isReply, body, sentAt };
}

/** Stores and observes the copied chunk; returns how many of its messages were new. */
async function storeRows(op: Operation, rows: ChunkRow[], watching: Observing): Promise<number> {
  const made = saveImportMembers(op);
  const held = holdSenders(op, {
    senderIds: rows.map((row) => row.sender),
    recipientIds: rows.map((row) => row.recipient),
  });
  const [fresh] = await Promise.all([saveImportChunk(op), made, held]);
  const isReply = new Map(fresh.map((one) => [one.messageId, one.isReply]));
  const added = rows.flatMap((row) => {
    const found = isReply.get(row.messageId);
    return found === undefined ? [] : [observedOf(row, found)];
  });
  const { model } = watching.model;
  const scored = new Map(
    added.map((one) => [one.messageId, scoreContent(model, { ...one, links: [], attachments: [] })]),
  );
  await observeMessages(op, added, { ...watching, scored, isHeld: true });
  return added.length;
}

/** Stores a chunk as one operation; returns how many of its messages were new now. */
async function storeChunk(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  rows: ChunkRow[],
): Promise<number> {
  const watching = await observing(database);
  const lines = rows.map(copyLine);
  const hash = createHash("sha256").update(lines.join("")).digest("hex");
  for (let copies = 1; ; copies++) {
    let added = 0;
    try {
      await ensureMonths(
        database,
        "messages",
        rows.map((row) => row.sentAt),
      );
      await copyChunk(database, lines);
      const stored = await runOperation<number, never>(
        database,
        { operationId: uuidv5(hash, CHUNK_OPERATIONS), actor, command: "message.batch", payload: { hash } },
        async (op) => {
          added = await storeRows(op, rows, watching);
          op.audit({
            subjectType: "message_import",
            subjectId: op.operationId,
            data: { hash, rows: rows.length, added },
          });
          return ok(added);
        },
      );
      if (!stored.ok) throw new Error(`the import was refused: ${stored.error.code}`);
      // A replay answers what the first time added; now nothing was.
      return added;
    } catch (error) {
      // The operation may have gone on with another connection, which lacks the chunk.
      const isLost = isTransient(error) || postgresError(error)?.code === "42P01";
      if (!isLost || copies === COPIES) throw error;
    }
  }
}

/**
 * Imports sends from a tab-separated file, read as a stream: each chunk is copied into the session's own table and stored
 * as one operation. Members are made from the ids. A send is recognised by sender, recipient and second, so importing a
 * file again, a longer one, or the rest after an interruption adds only what is new. Bad rows are told by line and passed
 * over.
 *
 * @param database one connection of its own (`max: 1`), not pipelined, without a statement limit.
 * @throws UnreadableFile when nothing of the file can be used.
 */
export async function importMessages(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  input: MessageImport,
): Promise<ImportSummary> {
  const { file, textsFile, progress, fault } = input;
  const texts = textsFile === undefined ? [] : await readTexts(textsFile);
  const sofar: ImportProgress = { rows: 0, added: 0, faults: 0, share: 0 };
  const occurrences = new Occurrences();
  let columns: ImportColumns | null = null;
  let chunk: ChunkRow[] = [];
  const store = async (): Promise<void> => {
    if (chunk.length > 0) sofar.added += await storeChunk(database, actor, chunk);
    sofar.rows += chunk.length;
    chunk = [];
    progress({ ...sofar });
  };
  const passOver = (bad: ImportFault): void => {
    sofar.faults += 1;
    fault(bad);
  };
  for await (const found of readLines(file)) {
    const { line } = found;
    sofar.share = found.share;
    if ("problem" in found) {
      passOver({ line, message: found.problem });
      continue;
    }
    const { text } = found;
    if (columns === null) {
      const header = readColumns(text);
      if (!header.ok) {
        throw new UnreadableFile(
          `${file}: the first line must name the columns ${MESSAGE_FILE_COLUMNS.join(", ")}, separated by tabs; missing: ${header.error.missing.join(", ")}.`,
        );
      }
      columns = header.value;
      continue;
    }
    if (text === "") continue;
    const row = readRow(text, line, columns);
    if (!row.ok) {
      passOver({ line, message: row.error.message });
      continue;
    }
    const body = texts[(line - 2) % Math.max(1, texts.length)] ?? "";
    chunk.push({ ...row.value, messageId: messageIdOf(row.value, occurrences.next(row.value)), body });
    if (chunk.length === CHUNK_ROWS) await store();
  }
  sofar.share = 1;
  await store();
  return { rows: sofar.rows, added: sofar.added, already: sofar.rows - sofar.added, faults: sofar.faults };
}
