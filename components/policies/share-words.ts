import type { Judged } from "@/lib/domain/back-test-result";
import { SMALL_CELL, wilson } from "@/lib/domain/figures";

const percent = (value: number): string => (value * 100).toFixed(1);

/** The share of judged accounts that were cleared, with its interval, or why there is none. `of`: whose accounts. */
export function clearedWords(
  { judged, cleared }: Pick<Judged, "judged" | "cleared">,
  of: string,
): { value: string; definition: string } {
  const share = wilson(cleared, judged);
  if (!share || judged < SMALL_CELL) {
    return { value: "–", definition: `fewer than ${SMALL_CELL} ${of} were judged since: no share is told` };
  }
  const interval = `${percent(share.low)} to ${percent(share.high)} %`;
  return {
    value: `${percent(share.value)} %`,
    definition: `${cleared} of ${judged} ${of} judged since were cleared; ${interval}`,
  };
}

/** "three times as often". */
export function timesWords(times: number): string {
  const whole = Math.round(times);
  const words = ["", "", "twice", "three times", "four times", "five times", "six times"];
  if (times < 1.75) return "half as much again as often";
  return `${words[whole] ?? `${whole} times`} as often`;
}
