/** What a step counted. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

/** The sum of tallies. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    NOTHING,
  );
}

/** "12 passed, 1 failed", and ", 2 skipped" when there are any. */
export function formatTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function count(report: Record<string, unknown>, field: string): number {
  const value = report[field];
  return typeof value === "number" ? value : 0;
}

/**
 * Counts vitest's JSON report. A file that could not even be loaded has no tests of its own and counts as one failure.
 * Null when it is not such a report.
 */
export function countVitest(report: unknown): Tally | null {
  if (!isRecord(report) || typeof report.numTotalTests !== "number" || !Array.isArray(report.testResults))
    return null;
  const broken = report.testResults.filter(
    (file: unknown) =>
      isRecord(file) &&
      file.status === "failed" &&
      Array.isArray(file.assertionResults) &&
      file.assertionResults.length === 0,
  ).length;
  return {
    passed: count(report, "numPassedTests"),
    failed: count(report, "numFailedTests") + broken,
    skipped: count(report, "numPendingTests") + count(report, "numTodoTests"),
  };
}

/**
 * Counts Playwright's JSON report. A test that passed only when tried again passed; an error outside any test counts as
 * a failure. Null when it is not such a report.
 */
export function countPlaywright(report: unknown): Tally | null {
  if (!isRecord(report) || !isRecord(report.stats)) return null;
  const errors = Array.isArray(report.errors) ? report.errors.length : 0;
  return {
    passed: count(report.stats, "expected") + count(report.stats, "flaky"),
    failed: count(report.stats, "unexpected") + errors,
    skipped: count(report.stats, "skipped"),
  };
}

/**
 * What a runner's step counts for: its report, but never a success when the runner itself ended with an error, left no
 * report, or ran nothing.
 */
export function judge(tally: Tally | null, exitCode: number): Tally {
  if (tally === null) return { ...NOTHING, failed: 1 };
  const isHollow = tally.failed === 0 && (exitCode !== 0 || tally.passed + tally.skipped === 0);
  return isHollow ? { ...tally, failed: 1 } : tally;
}
