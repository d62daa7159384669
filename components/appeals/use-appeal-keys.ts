"use client";

import { useKeys, useSubmitKey } from "@/components/shell/page-keys";
import { APPEAL_OUTCOMES, type AppealOutcome } from "@/lib/domain/appeal";

type AppealKeyDeeds = {
  choose: (outcome: AppealOutcome) => void;
  submit: () => void;
  claim: () => void;
  handOn: () => void;
  openAccount: () => void;
};

/** The key of each outcome. */
export const OUTCOME_KEYS: Record<AppealOutcome, string> = { upheld: "U", reduced: "R", overturned: "O" };

/** Keys of the appeal page: each outcome's own, and those of the page. */
export function useAppealKeys(deeds: AppealKeyDeeds): void {
  useSubmitKey(deeds.submit);
  useKeys({
    ...Object.fromEntries(
      APPEAL_OUTCOMES.map((one) => [OUTCOME_KEYS[one].toLowerCase(), () => deeds.choose(one)]),
    ),
    c: deeds.claim,
    s: deeds.handOn,
    a: deeds.openAccount,
  });
}
