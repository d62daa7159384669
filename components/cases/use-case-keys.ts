"use client";

import { useEffect, useEffectEvent } from "react";
import { isTyping } from "@/components/shell/typing";
import type { AvailableMeasure } from "@/lib/domain/measure";
import { MEASURES } from "@/lib/domain/measure";
import { isAvailable, MEASURE_KEYS } from "./measures-picker";

export type CaseKeyDeeds = {
  toggleMeasure: (measure: AvailableMeasure) => void;
  dismiss: () => void;
  focusClause: () => void;
  focusScope: () => void;
  submit: () => void;
  claim: () => void;
  handOn: () => void;
  unveil: (isUnveiled: boolean) => void;
  veilNames: () => void;
  openAccount: () => void;
};

/** Moves the keyboard to the message before or after the one it is on; from elsewhere, to the reported one. */
function moveMessage(step: 1 | -1): void {
  const messages = [...document.querySelectorAll<HTMLElement>("[data-message]")];
  const at = messages.findIndex((message) => message.contains(document.activeElement));
  const to = at === -1 ? messages.findIndex((message) => message.id === "reported") : at + step;
  const target = messages[Math.min(Math.max(to, 0), messages.length - 1)];
  target?.focus();
  target?.scrollIntoView({ block: "center" });
}

function singleKey(deeds: CaseKeyDeeds, event: KeyboardEvent): (() => void) | null {
  switch (event.key.toUpperCase()) {
    case "D":
      return deeds.dismiss;
    case "P":
      return deeds.focusClause;
    case "O":
      return deeds.focusScope;
    case "C":
      return deeds.claim;
    case "S":
      return deeds.handOn;
    case "V":
      return () => deeds.unveil(!event.shiftKey);
    case "I":
      return deeds.veilNames;
    case "A":
      return deeds.openAccount;
    case "[":
      return () => moveMessage(-1);
    case "]":
      return () => moveMessage(1);
    default:
      return null;
  }
}

/** Keys of the case page. Single keys rest while somebody types; sending works from everywhere. */
export function useCaseKeys(deeds: CaseKeyDeeds): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      return deeds.submit();
    }
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
    const key = event.key.toUpperCase();
    const measure = MEASURES.find((one) => MEASURE_KEYS[one] === key);
    const deed =
      measure && isAvailable(measure) ? () => deeds.toggleMeasure(measure) : singleKey(deeds, event);
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
