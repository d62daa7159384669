import { ok, type Result, refuse } from "./result";

/** A session ends after 12 hours whatever happens. */
export const SESSION_MS = 12 * 3_600_000;
/** And after 30 minutes without a request. */
export const SESSION_IDLE_MS = 30 * 60_000;
/** Failures older than this no longer count. */
export const SIGN_IN_WINDOW_MS = 15 * 60_000;

/** An account from one address; the account from anywhere; an address, whoever it tries. */
const FAILURES = { here: 5, account: 60, address: 30 };

/**
 * Whether another attempt to sign in is allowed, from the failures of the last 15 minutes. Where the person has signed in
 * before, only the failures at their own account from there count: strangers' guesses lock nobody out of a known address.
 */
export function checkSignInAttempts(failures: {
  here: number;
  account: number;
  address: number;
  /** This account has signed in from this address before. */
  isKnown: boolean;
}): Result<null, { code: "too_many_attempts"; retryAfterSeconds: number }> {
  const isOver =
    failures.here >= FAILURES.here ||
    (!failures.isKnown && (failures.account >= FAILURES.account || failures.address >= FAILURES.address));
  return isOver
    ? refuse({ code: "too_many_attempts", retryAfterSeconds: SIGN_IN_WINDOW_MS / 1000 })
    : ok(null);
}
