"use client";

import { useKeys, useSubmitKey } from "@/components/shell/page-keys";
import type { AvailableMeasure } from "@/lib/domain/measure";
import { MEASURES } from "@/lib/domain/measure";
import { isAvailable, MEASURE_KEYS } from "./measures-picker";

type CaseKeyDeeds = {
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
export function moveMessage(step: 1 | -1): void {
  const messages = [...document.querySelectorAll<HTMLElement>("[data-message]")];
  const at = messages.findIndex((message) => message.contains(document.activeElement));
  const to = at === -1 ? messages.findIndex((message) => message.id === "reported") : at + step;
  const target = messages[Math.min(Math.max(to, 0), messages.length - 1)];
  target?.focus();
  target?.scrollIntoView({ block: "center" });
}

/** Keys of the case page: each measure's own, and those of the page. */
export function useCaseKeys(deeds: CaseKeyDeeds): void {
  useSubmitKey(deeds.submit);
  useKeys({
    ...Object.fromEntries(
      MEASURES.filter(isAvailable).map((one) => [
        MEASURE_KEYS[one].toLowerCase(),
        () => deeds.toggleMeasure(one),
      ]),
    ),
    d: deeds.dismiss,
    p: deeds.focusClause,
    o: deeds.focusScope,
    c: deeds.claim,
    s: deeds.handOn,
    v: (event) => deeds.unveil(!event.shiftKey),
    i: deeds.veilNames,
    a: deeds.openAccount,
    "[": () => moveMessage(-1),
    "]": () => moveMessage(1),
  });
}
