import { z } from "zod";

/** How far the import of a stream has come: lines read, messages on record now, lines refused. */
const progress = z.strictObject({ rows: z.int(), accepted: z.int(), rejected: z.int() });

/** A line that was refused. `line` counts from 1. */
const refusedLine = z.strictObject({ line: z.int(), code: z.string(), message: z.string() });

/** The last line of an answer. `code` and `detail` say why the import ended early; then the rest was not read. */
const end = progress.extend({
  done: z.boolean(),
  code: z.string().optional(),
  detail: z.string().optional(),
  requestId: z.uuid().optional(),
});

/** What `POST /imports/messages` answers, line by line. */
export const messageStreamLine = z.union([progress, refusedLine, end]);
export type MessageStreamProgress = z.output<typeof progress>;
export type RefusedLine = z.output<typeof refusedLine>;
export type MessageStreamEnd = z.output<typeof end>;

/** The parts of a streamed answer, by name, for the page that describes them. */
export const MESSAGE_STREAM_PARTS = {
  "Progress, after each thousand lines": progress,
  "A refused line": refusedLine,
  "The last line": end,
} as const;
