import type { Guard } from "@/db/embedded/guard";
import { startThrowaway } from "@/db/embedded/throwaway";

/** What the command line says; each bench takes what concerns it. */
export type BenchOptions = {
  /** Open cases to measure at. */
  cases: number[];
  /** Stored messages to measure at. */
  messages: number[];
  /** Counted rounds; one more warms up. */
  rounds: number;
};

/** What a bench is given to run with. */
export type Given = {
  guard: Guard;
  options: BenchOptions;
  /** Says what is being done, on standard error. */
  say: (text: string) => void;
  /** A PostgreSQL server as superuser, started with the first bench that asks for it. */
  server: () => Promise<{ url: string; version: string }>;
};

/** One bench: `run` measures, `print` writes the figures for people; the same report is what `--json` gives. */
export type Bench<R = unknown> = {
  summary: string;
  run(given: Given): Promise<R>;
  print(report: R): void;
};

/** The server of DATABASE_URL_BENCH, else a PostgreSQL 18 of our own that the guard removes; asked for once. */
export function benchServer(guard: Guard): Given["server"] {
  let started: Promise<{ url: string; version: string }> | undefined;
  const start = async () => {
    const url = process.env.DATABASE_URL_BENCH;
    if (url) return { url, version: "of DATABASE_URL_BENCH" };
    const server = await startThrowaway({ guard, major: 18 });
    if (!server) throw new Error("there is no PostgreSQL 18 on this machine");
    return server;
  };
  return () => {
    started ??= start();
    return started;
  };
}

/** Lines of cells as columns: the first `left` of them set left, the others right. */
export function table(lines: string[][], left = 2): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, n) => (n < left ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A whole number with its thousands apart: 1,940. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
