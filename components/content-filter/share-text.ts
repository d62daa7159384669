import type { ShareView } from "@/lib/contracts/analytics";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "98.4 %", or a dash where nothing was counted. */
export function percentText(share: ShareView): string {
  return share ? percent(share.value) : "–";
}

/** "95 % interval 96.1 to 99.4 %". */
export function intervalText(share: NonNullable<ShareView>): string {
  return `95 % interval ${(100 * share.low).toFixed(1)} to ${percent(share.high)}`;
}
