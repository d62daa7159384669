import { expect, test } from "vitest";
import { countPlaywright, countVitest, formatTally, judge, sum } from "./tally";

const passing = { passed: 3, failed: 0, skipped: 0 };

test("vitest's report is counted, a file that could not be loaded as one failure", () => {
  const report = {
    numTotalTests: 6,
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test("Playwright's report is counted, errors outside tests as failures", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 3 };
  expect(countPlaywright({ stats, errors: [{ message: "global setup" }] })).toEqual({
    passed: 6,
    failed: 2,
    skipped: 3,
  });
});

test.each([null, {}, [], "", { stats: 1 }, { numTotalTests: 1 }])("%j is no report", (report) => {
  expect(countVitest(report)).toBeNull();
  expect(countPlaywright(report)).toBeNull();
});

test("a runner that crashed, left no report or ran nothing has failed", () => {
  expect(judge(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(judge(null, 1).failed).toBe(1);
  expect(judge(passing, 1)).toEqual({ ...passing, failed: 1 });
  expect(judge({ passed: 0, failed: 0, skipped: 0 }, 0).failed).toBe(1);
});

test("a runner's own count stands otherwise", () => {
  expect(judge(passing, 0)).toEqual(passing);
  expect(judge({ ...passing, failed: 2 }, 1).failed).toBe(2);
});

test("the last line sums the steps and names skipped tests only when there are any", () => {
  expect(formatTally(sum([passing, { passed: 1, failed: 2, skipped: 0 }]))).toBe("4 passed, 2 failed");
  expect(formatTally(sum([passing, { passed: 0, failed: 0, skipped: 5 }]))).toBe(
    "3 passed, 0 failed, 5 skipped",
  );
});
