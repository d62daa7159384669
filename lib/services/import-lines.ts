import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type LineProblem, lineReader } from "@/lib/domain/line-reader";

/** Why a file cannot be imported at all. The message says what to do. */
export class UnreadableFile extends Error {}

/** A longer line is no row of ours. */
const LINE_MAX_BYTES = 1_000_000;

const PROBLEMS: Record<LineProblem, string> = {
  too_long: "is longer than a megabyte",
  zero_byte: "holds a zero byte, which no text has",
  not_utf8: "is not UTF-8",
};

/** One line of a file with its number from 1, its text or what is wrong with it, and the share of the file read so far. */
export type FileLine = { line: number; share: number } & ({ text: string } | { problem: string });

/**
 * The lines of a text file, read as a stream: LF or CRLF, with or without a byte order mark or a last line break. A line
 * that is no text is told as such and passed over.
 * @throws UnreadableFile for a file that is not there, is empty, or whose first line is no text.
 */
export async function* readLines(file: string): AsyncGenerator<FileLine> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UnreadableFile(`${file} cannot be read: is the path right?`);
  if (found.size === 0) throw new UnreadableFile(`${file} is empty.`);
  const reader = lineReader(LINE_MAX_BYTES);
  let read = 0;
  const told = (one: ReturnType<typeof reader.push>[number]): FileLine => {
    const place = { line: one.number, share: Math.min(1, read / found.size) };
    if ("text" in one) return { ...place, text: one.text };
    if (one.number > 1) return { ...place, problem: PROBLEMS[one.problem] };
    throw new UnreadableFile(`${file} is not a text file of ours: its first line ${PROBLEMS[one.problem]}.`);
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    read += chunk.length;
    for (const one of reader.push(chunk)) yield told(one);
  }
  for (const one of reader.end()) yield told(one);
}
