export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const DAY_SECONDS = 86_400;
/** A week and a month of the rules: so many UTC days, today the last of them (policy-facts §2). */
export const WEEK_DAYS = 7;
export const MONTH_DAYS = 30;

/** The UTC day of an instant, in days since 1970. */
export function dayOf(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS);
}
