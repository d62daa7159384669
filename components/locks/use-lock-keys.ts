"use client";

import { moveMessage } from "@/components/cases/use-case-keys";
import { useKeys, useSubmitKey } from "@/components/shell/page-keys";
import { LOCK_OUTCOMES, type LockOutcome } from "@/lib/domain/lock-decision";

type LockKeyDeeds = {
  choose: (outcome: LockOutcome) => void;
  focusClause: () => void;
  submit: () => void;
  claim: () => void;
  handOn: () => void;
  unveil: (isUnveiled: boolean) => void;
  veilNames: () => void;
  openAccount: () => void;
};

/** The key of each outcome. */
export const LOCK_OUTCOME_KEYS: Record<LockOutcome, string> = { released: "R", removed: "X" };

/** Keys of the page of a disputed lock: each outcome's own, and those of every case. */
export function useLockKeys(deeds: LockKeyDeeds): void {
  useSubmitKey(deeds.submit);
  useKeys({
    ...Object.fromEntries(
      LOCK_OUTCOMES.map((one) => [LOCK_OUTCOME_KEYS[one].toLowerCase(), () => deeds.choose(one)]),
    ),
    p: deeds.focusClause,
    c: deeds.claim,
    s: deeds.handOn,
    v: (event) => deeds.unveil(!event.shiftKey),
    i: deeds.veilNames,
    a: deeds.openAccount,
    "[": () => moveMessage(-1),
    "]": () => moveMessage(1),
  });
}
