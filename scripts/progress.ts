/** Where the lines of a long command go, and how often a running step may speak. */
export interface ProgressSink {
  write(text: string): void;
  now(): number;
  /** A step's own reports come at most this often, in ms. */
  reportEveryMs: number;
}

/** A running step's way to say how far it is. */
export type Report = (text: string) => void;

const terminal: ProgressSink = {
  write: (text) => process.stdout.write(text),
  now: () => Date.now(),
  reportEveryMs: 2_000,
};

/** A duration as a person reads it: "0.4 s", "12.3 s", "2 min 05 s". */
export function formatDuration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/**
 * Runs one step: a line when it begins, its own reports (thinned out), and a line with the time it took. A failure is
 * told the same way and thrown on.
 */
export async function step<T>(
  title: string,
  work: (report: Report) => Promise<T>,
  sink: ProgressSink = terminal,
): Promise<T> {
  const began = sink.now();
  let lastReport = began;
  sink.write(`› ${title} …\n`);
  const report: Report = (text) => {
    if (sink.now() - lastReport < sink.reportEveryMs) return;
    lastReport = sink.now();
    sink.write(`    ${text}\n`);
  };
  try {
    const result = await work(report);
    sink.write(`✓ ${title} (${formatDuration(sink.now() - began)})\n`);
    return result;
  } catch (error) {
    sink.write(`✗ ${title} failed after ${formatDuration(sink.now() - began)}\n`);
    throw error;
  }
}
