"use client";

import { useEffect, useEffectEvent } from "react";
import { isTyping } from "@/components/shell/typing";
import type { AppealOutcome } from "@/lib/domain/appeal";

export type AppealKeyDeeds = {
  choose: (outcome: AppealOutcome) => void;
  submit: () => void;
  claim: () => void;
  handOn: () => void;
  openAccount: () => void;
};

/** The key of each outcome. */
export const OUTCOME_KEYS: Record<AppealOutcome, string> = { upheld: "U", reduced: "R", overturned: "O" };

/** Keys of the appeal page. Single keys rest while somebody types; sending works from everywhere. */
export function useAppealKeys(deeds: AppealKeyDeeds): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      return deeds.submit();
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event)) return;
    const key = event.key.toUpperCase();
    const outcome = (Object.keys(OUTCOME_KEYS) as AppealOutcome[]).find((one) => OUTCOME_KEYS[one] === key);
    const others: Record<string, () => void> = { C: deeds.claim, S: deeds.handOn, A: deeds.openAccount };
    const deed = outcome ? () => deeds.choose(outcome) : others[key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
