import type { Database } from "@/db/connect";
import type { MessageStreamProgress, RefusedLine } from "@/lib/contracts/message-stream";
import { JsonFault, parseStrictText } from "@/lib/contracts/strict-json";
import type { Actor } from "@/lib/domain/actor";
import { type Line, type LineProblem, lineReader } from "@/lib/domain/line-reader";
import { ok, type Result } from "@/lib/domain/result";
import { receiveMessages } from "./message";
import type { OperationRefusal } from "./run-operation";

/** Lines stored by one operation, at most. */
const CHUNK_LINES = 1_000;
/** Bytes of one chunk, about: what an import holds in memory is twice this. */
const CHUNK_CHARACTERS = 4 * 1024 * 1024;
/** Refused lines that are named one by one; the others are only counted. */
const NAMED_MAX = 1_000;

const PROBLEMS: Record<LineProblem, Omit<RefusedLine, "line">> = {
  too_long: { code: "too_large", message: "The line is longer than an import takes." },
  zero_byte: { code: "malformed_json", message: "The line holds a zero byte." },
  not_utf8: { code: "malformed_json", message: "The line is not valid UTF-8." },
};

type Chunk = {
  rows: number;
  /** The numbers of the lines that `items` come from. */
  lines: number[];
  items: unknown[];
  refused: RefusedLine[];
};

function readInto(chunk: Chunk, line: Line): void {
  if ("problem" in line) {
    chunk.rows += 1;
    chunk.refused.push({ line: line.number, ...PROBLEMS[line.problem] });
    return;
  }
  if (line.text.trim() === "") return;
  chunk.rows += 1;
  try {
    chunk.items.push(parseStrictText(line.text, "The line"));
    chunk.lines.push(line.number);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    chunk.refused.push({ line: line.number, code: "malformed_json", message: error.message });
  }
}

async function* chunksOf(bytes: AsyncIterable<Uint8Array>, lineBytes: number): AsyncGenerator<Chunk> {
  const reader = lineReader(lineBytes);
  const empty = (): Chunk => ({ rows: 0, lines: [], items: [], refused: [] });
  let chunk = empty();
  let size = 0;
  const take = function* (lines: Line[]): Generator<Chunk> {
    for (const line of lines) {
      readInto(chunk, line);
      size += "text" in line ? line.text.length : 0;
      if (chunk.rows < CHUNK_LINES && size < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = empty();
      size = 0;
    }
  };
  for await (const part of bytes) yield* take(reader.push(part));
  yield* take(reader.end());
  if (chunk.rows > 0) yield chunk;
}

/**
 * Imports messages of the past from NDJSON, one message a line, however many: a chunk of lines is one operation, and the
 * next one is read meanwhile. Yields the lines that were refused (the first thousand of them) and, after each chunk, how
 * far it has come. Nothing is doubled when a stream comes again. No more than two chunks are in memory; nothing is read
 * while both are full. Refusals: those of an operation; what was stored before stays.
 */
export async function* importMessageStream(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  bytes: AsyncIterable<Uint8Array>,
  lineBytes: number,
): AsyncGenerator<Result<RefusedLine | MessageStreamProgress, OperationRefusal>> {
  const sofar: MessageStreamProgress = { rows: 0, accepted: 0, rejected: 0 };
  let named = 0;
  const store = async (chunk: Chunk) => {
    if (chunk.items.length === 0) return { chunk, answer: ok({ accepted: 0, rejected: [] }) };
    return { chunk, answer: await receiveMessages(database, actor, chunk.items) };
  };
  const tell = function* (stored: Awaited<ReturnType<typeof store>>) {
    const { chunk, answer } = stored;
    if (!answer.ok) {
      yield answer;
      return;
    }
    const refused = answer.value.rejected.map(({ index, code, message }) => ({
      line: chunk.lines[index] ?? 0,
      code,
      message,
    }));
    const all = [...chunk.refused, ...refused].sort((a, b) => a.line - b.line);
    for (const one of all.slice(0, NAMED_MAX - named)) yield ok(one);
    named = Math.min(NAMED_MAX, named + all.length);
    sofar.rows += chunk.rows;
    sofar.accepted += answer.value.accepted;
    sofar.rejected += all.length;
    yield ok({ ...sofar });
  };
  let storing: ReturnType<typeof store> | null = null;
  try {
    for await (const chunk of chunksOf(bytes, lineBytes)) {
      if (storing) yield* tell(await storing);
      storing = store(chunk);
      // It is awaited above or below; until then a failure is nobody's.
      storing.catch(() => {});
    }
    if (storing) yield* tell(await storing);
  } finally {
    await storing?.catch(() => {});
  }
}
