import { SMALL_CELL, wilson } from "@/lib/domain/figures";

const percent = (value: number): string => (value * 100).toFixed(1);

/** A share as a figure with its interval, or why there is none. */
export function shareWords(part: number, n: number, of: string): { value: string; definition: string } {
  const share = wilson(part, n);
  if (!share || n < SMALL_CELL) {
    return { value: "–", definition: `fewer than ${SMALL_CELL} ${of}: no share is told` };
  }
  return {
    value: `${percent(share.value)} %`,
    definition: `${part} of ${n} ${of}; ${percent(share.low)} to ${percent(share.high)} %`,
  };
}

/** "three times as often". */
export function timesWords(times: number): string {
  const whole = Math.round(times);
  const words = ["", "", "twice", "three times", "four times", "five times", "six times"];
  if (times < 1.75) return "half as much again as often";
  return `${words[whole] ?? `${whole} times`} as often`;
}
