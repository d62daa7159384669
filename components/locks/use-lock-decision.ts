"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { v7 as uuidv7 } from "uuid";
import { toast } from "@/components/ui/toast";
import { claimNextCase } from "@/lib/actions/claim";
import { decideLockAction } from "@/lib/actions/lock";
import { caseKeys } from "@/lib/client/case";
import { queueKeys } from "@/lib/client/queue";
import type { CaseView } from "@/lib/contracts/case";
import { caseHref } from "@/lib/contracts/case-href";
import { NO_FILTER } from "@/lib/contracts/queue";
import { OUTCOME_LABELS } from "@/lib/domain/case";
import { commandOf, EMPTY_CHOICE, keepChoice, type LockChoice, storedChoice } from "./lock-choice";
import { faultText, type LockFault, missingOf } from "./lock-fault";

export type LockDecision = {
  choice: LockChoice;
  change: (part: Partial<LockChoice>) => void;
  fault: LockFault | null;
  /** Something came in since the moderator began; they have to read it first. */
  isStale: boolean;
  goOn: () => void;
  submit: () => void;
  isPending: boolean;
};

/** What a moderator chooses and writes about a lock, kept on this device until it is stored; sending it, and what comes back. */
export function useLockDecision(view: CaseView): LockDecision {
  const { caseId, version } = view;
  const router = useRouter();
  const client = useQueryClient();
  const [choice, setChoice] = useState(EMPTY_CHOICE);
  const [fault, setFault] = useState<LockFault | null>(null);
  const [seen, setSeen] = useState(version);
  const [intent, setIntent] = useState<{ key: string; operationId: string } | null>(null);
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    const kept = storedChoice(caseId);
    if (kept) setChoice(kept);
  }, [caseId]);

  // Who has chosen nothing yet reads what is there.
  if (seen !== version && choice.outcome === null) setSeen(version);

  const change = (part: Partial<LockChoice>) => {
    const next = { ...choice, ...part };
    setChoice(next);
    setFault(null);
    keepChoice(caseId, next);
  };

  const fail = (found: LockFault) => {
    setFault(found);
    const element = document.getElementById(`decide-${found.field}`);
    element?.scrollIntoView({ block: "center" });
    element?.focus();
  };

  const openNext = async () => {
    const next = await claimNextCase({ filter: { ...NO_FILTER, tab: "locked" } }).catch(() => null);
    void client.invalidateQueries({ queryKey: queueKeys.all });
    router.push(next?.ok && next.value ? caseHref(next.value.reference) : "/queue?tab=locked");
  };

  const submit = () => {
    if (isPending) return;
    const command = commandOf(choice);
    const missing = missingOf(choice, view.policy.policy);
    if (missing || !command) return fail(missing ?? { field: "outcome", message: "Choose an outcome." });
    const key = JSON.stringify({ seen, command });
    const sent = intent?.key === key ? intent : { key, operationId: uuidv7() };
    setIntent(sent);
    startTransition(async () => {
      const input = { caseId, version: seen, operationId: sent.operationId, command };
      const answer = await decideLockAction(input).catch(() => null);
      void client.invalidateQueries({ queryKey: caseKeys.view(caseId) });
      if (!answer?.ok) return fail(faultText(answer?.error ?? { code: "unreachable" }));
      keepChoice(caseId, null);
      toast({ text: `${view.reference} ${OUTCOME_LABELS[answer.value.outcome].toLowerCase()}` });
      await openNext();
    });
  };

  return {
    choice,
    change,
    fault,
    isStale: seen !== version && view.state === "open",
    goOn: () => {
      setSeen(version);
      setFault(null);
    },
    submit,
    isPending,
  };
}
