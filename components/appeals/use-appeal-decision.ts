"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { v7 as uuidv7 } from "uuid";
import { toast } from "@/components/ui/toast";
import { decideAppealAction } from "@/lib/actions/appeal";
import { claimNextCase } from "@/lib/actions/claim";
import { appealKeys } from "@/lib/client/appeal";
import { queueKeys } from "@/lib/client/queue";
import type { AppealView } from "@/lib/contracts/appeal";
import { caseHref } from "@/lib/contracts/case-href";
import { NO_FILTER } from "@/lib/contracts/queue";
import { type AppealDecisionCommand, type AppealOutcome, checkAppealDecision } from "@/lib/domain/appeal";
import { OUTCOME_LABELS } from "@/lib/domain/case";
import { type AppealFault, faultText } from "./appeal-fault";
import { type MilderRow, milderMeasures, rowOf } from "./milder";

export type AppealChoice = {
  outcome: AppealOutcome | null;
  rows: MilderRow[];
  reason: string;
  reply: string;
};

export type AppealDecision = {
  choice: AppealChoice;
  change: (part: Partial<AppealChoice>) => void;
  fault: AppealFault | null;
  submit: () => void;
  isPending: boolean;
};

const keyOf = (caseId: string) => `lockkeeper:appeal-draft:${caseId}`;

function stored(caseId: string, rows: number): AppealChoice | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(caseId)) ?? "null");
    const isWhole =
      typeof value === "object" && value !== null && "rows" in value && "reply" in value && "reason" in value;
    const choice = isWhole ? (value as AppealChoice) : null;
    return choice?.rows.length === rows ? choice : null;
  } catch {
    return null;
  }
}

function keep(caseId: string, choice: AppealChoice | null): void {
  try {
    if (choice) sessionStorage.setItem(keyOf(caseId), JSON.stringify(choice));
    else sessionStorage.removeItem(keyOf(caseId));
  } catch {
    // A device that keeps nothing still decides.
  }
}

/** The command a choice stands for; null while no outcome is chosen. */
export function commandOf(view: AppealView, choice: AppealChoice): AppealDecisionCommand | null {
  const { outcome, reason, reply } = choice;
  if (outcome === null) return null;
  if (outcome !== "reduced") return { outcome, reason, reply };
  return { outcome, reason, reply, measures: milderMeasures(view.original.measures, choice.rows) };
}

/** What is still missing; null when the choice can be sent. */
export function missingOf(view: AppealView, choice: AppealChoice): AppealFault | null {
  const command = commandOf(view, choice);
  if (!command) return { field: "outcome", message: "Choose an outcome." };
  const whole = checkAppealDecision(command, view.original, view.policy);
  return whole.ok ? null : faultText(whole.error);
}

/** What a reviewer chooses and writes, kept on this device until it is stored; sending it, and what comes back. */
export function useAppealDecision(view: AppealView): AppealDecision {
  const { caseId, version } = view;
  const router = useRouter();
  const client = useQueryClient();
  const [choice, setChoice] = useState<AppealChoice>(() => ({
    outcome: null,
    rows: view.original.measures.map((measure) => rowOf(measure, view.policy)),
    reason: "",
    reply: "",
  }));
  const [fault, setFault] = useState<AppealFault | null>(null);
  const [intent, setIntent] = useState<{ key: string; operationId: string } | null>(null);
  const [isPending, startTransition] = useTransition();

  const count = view.original.measures.length;
  useEffect(() => {
    const kept = stored(caseId, count);
    if (kept) setChoice(kept);
  }, [caseId, count]);

  const change = (part: Partial<AppealChoice>) => {
    const next = { ...choice, ...part };
    setChoice(next);
    setFault(null);
    keep(caseId, next);
  };

  const fail = (found: AppealFault) => {
    setFault(found);
    const element = document.getElementById(`appeal-${found.field}`);
    element?.scrollIntoView({ block: "center" });
    element?.focus();
  };

  const submit = () => {
    const command = commandOf(view, choice);
    const missing = missingOf(view, choice);
    if (isPending) return;
    if (missing || !command) return fail(missing ?? { field: "outcome", message: "Choose an outcome." });
    const key = JSON.stringify({ version, command });
    const sent = intent?.key === key ? intent : { key, operationId: uuidv7() };
    setIntent(sent);
    startTransition(async () => {
      const answer = await decideAppealAction({
        caseId,
        version,
        operationId: sent.operationId,
        command,
      }).catch(() => null);
      void client.invalidateQueries({ queryKey: appealKeys.view(caseId) });
      if (!answer?.ok) return fail(faultText(answer?.error ?? { code: "unreachable" }));
      keep(caseId, null);
      toast({ text: `${view.reference} ${OUTCOME_LABELS[answer.value.outcome].toLowerCase()}` });
      const next = await claimNextCase({ filter: { ...NO_FILTER, tab: "appeals" } }).catch(() => null);
      void client.invalidateQueries({ queryKey: queueKeys.all });
      router.push(next?.ok && next.value ? caseHref(next.value.reference) : "/appeals");
    });
  };

  return { choice, change, fault, submit, isPending };
}
