import { ok, type Result, refuse } from "./result";

/** One send of a message file: who wrote to whom, when. */
export type ImportRow = { line: number; sender: string; recipient: string; sentAt: Date };

/** A row that cannot go in: its line, counted from 1 with the header, and what is wrong with it. */
export type ImportFault = { line: number; message: string };

/** Where the columns of a file stand, from its header. */
export type ImportColumns = { sender: number; recipient: number; sentAt: number };

/** Columns of `import messages`. */
export const MESSAGE_FILE_COLUMNS = ["sender", "recipient", "sent_at_unix"] as const;

const ID_MAX = 128;
/** The partitions begin with 1990 and end with 2199. */
const FIRST_SECOND = Date.UTC(1990, 0, 1) / 1000;
const END_SECOND = Date.UTC(2200, 0, 1) / 1000;

/** Finds the columns in a header line, in any order; others are passed over. Refusal names what is missing. */
export function readColumns(
  header: string,
): Result<ImportColumns, { code: "missing_columns"; missing: string[] }> {
  const names = header.split("\t").map((name) => name.trim().toLowerCase());
  const missing = MESSAGE_FILE_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) return refuse({ code: "missing_columns", missing: [...missing] });
  const [sender, recipient, sentAt] = MESSAGE_FILE_COLUMNS.map((name) => names.indexOf(name)) as [
    number,
    number,
    number,
  ];
  return ok({ sender, recipient, sentAt });
}

function isId(text: string): boolean {
  return (
    text.length > 0 &&
    text.length <= ID_MAX &&
    /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(text) &&
    text === text.trim()
  );
}

/** Reads one row. Times are seconds since 1970, UTC. */
export function readRow(
  text: string,
  line: number,
  columns: ImportColumns,
): Result<ImportRow, { code: "bad_row" } & ImportFault> {
  const cells = text.split("\t");
  const [sender, recipient, seconds] = [
    cells[columns.sender],
    cells[columns.recipient],
    cells[columns.sentAt],
  ];
  const bad = (message: string) => refuse({ code: "bad_row" as const, line, message });
  if (sender === undefined || recipient === undefined || seconds === undefined) {
    return bad(`has ${cells.length} columns where ${Math.max(...Object.values(columns)) + 1} are needed`);
  }
  if (!isId(sender)) return bad("sender: must be 1 to 128 printable characters");
  if (!isId(recipient)) return bad("recipient: must be 1 to 128 printable characters");
  if (sender === recipient) return bad("recipient: is the sender");
  if (!/^\d{1,12}$/.test(seconds)) return bad("sent_at_unix: must be whole seconds since 1970");
  const at = Number(seconds);
  if (at < FIRST_SECOND || at >= END_SECOND)
    return bad("sent_at_unix: must lie between the years 1990 and 2199");
  return ok({ line, sender, recipient, sentAt: new Date(at * 1000) });
}

/** The conversation of two people, whoever writes. */
export function conversationOf(a: string, b: string): string {
  return [a, b].sort().join("~");
}

/**
 * Gives each row its place among the rows that say the same: same sender, recipient and second. The same file, or one
 * with more rows behind it, always gives the same places; memory stays small while the file is in order of time.
 */
export class Occurrences {
  private second = Number.NEGATIVE_INFINITY;
  private now = new Map<string, number>();
  private readonly late = new Map<string, number>();

  /** Counts a row: `0`, `1`, … for rows in order of time, `l0`, `l1`, … for those behind it. */
  next({ sender, recipient, sentAt }: Pick<ImportRow, "sender" | "recipient" | "sentAt">): string {
    const second = sentAt.getTime();
    const key = `${sender}\t${recipient}\t${second}`;
    if (second > this.second) {
      this.second = second;
      this.now = new Map();
    }
    const isLate = second < this.second;
    const counts = isLate ? this.late : this.now;
    const seen = counts.get(key) ?? 0;
    counts.set(key, seen + 1);
    return isLate ? `l${seen}` : String(seen);
  }
}
