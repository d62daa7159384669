import { expect, test } from "vitest";
import { formatDuration, type ProgressSink, step } from "./progress";

function recorder(): ProgressSink & { text: string; clock: number } {
  const sink = {
    text: "",
    clock: 0,
    reportEveryMs: 1_000,
    write(text: string) {
      sink.text += text;
    },
    now: () => sink.clock,
  };
  return sink;
}

test.each([
  [0, "0.0 s"],
  [12_340, "12.3 s"],
  [60_000, "1 min 00 s"],
  [125_400, "2 min 05 s"],
])("%i ms reads %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a step tells its begin, thinned reports, and the time it took", async () => {
  const sink = recorder();
  const result = await step(
    "Count",
    async (report) => {
      for (const at of [100, 1_100, 1_500, 2_500]) {
        sink.clock = at;
        report(`at ${at}`);
      }
      return 7;
    },
    sink,
  );
  expect(result).toBe(7);
  expect(sink.text).toBe("› Count …\n    at 1100\n    at 2500\n✓ Count (2.5 s)\n");
});

test("a failing step says so and throws on", async () => {
  const sink = recorder();
  await expect(step("Break", () => Promise.reject(new Error("no")), sink)).rejects.toThrow("no");
  expect(sink.text).toBe("› Break …\n✗ Break failed after 0.0 s\n");
});
