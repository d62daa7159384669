"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { v7 as uuidv7 } from "uuid";
import { toast } from "@/components/ui/toast";
import { decideCase } from "@/lib/actions/case";
import { claimNextCase } from "@/lib/actions/claim";
import { caseKeys } from "@/lib/client/case";
import { queueKeys } from "@/lib/client/queue";
import type { CaseView } from "@/lib/contracts/case";
import { caseHref } from "@/lib/contracts/case-href";
import { NO_FILTER } from "@/lib/contracts/queue";
import { deedDone } from "./deed";
import {
  type DecisionDraft,
  type DraftFault,
  EMPTY_DRAFT,
  faultOf,
  findFault,
  isTouched,
  toCommand,
} from "./draft";
import { clearDraft, type Intent, loadDraft, saveDraft } from "./draft-store";

/** Why the decision was not stored; `unreachable` when the server was not reached at all. */
export type Refusal =
  | Extract<Awaited<ReturnType<typeof decideCase>>, { ok: false }>["error"]
  | { code: "unreachable" };

export type Decision = {
  draft: DecisionDraft;
  change: (next: (draft: DecisionDraft) => DecisionDraft) => void;
  /** What to mend, after an attempt. */
  fault: DraftFault | null;
  refusal: Refusal | null;
  /** The version the moderator has read; a decision names it. */
  seen: { version: number; reportIds: readonly string[] };
  /** Takes the case as it is now. */
  goOn: () => void;
  submit: () => void;
  isPending: boolean;
};

function seenOf(view: CaseView) {
  return { version: view.version, reportIds: view.reports.map((report) => report.reportId) };
}

/** Brings the eye and the keyboard to a part of the rail. */
export function focusField(field: string): void {
  const element = document.getElementById(`decide-${field}`);
  element?.scrollIntoView({ block: "center" });
  element?.focus();
}

/**
 * What a moderator chooses and types about a case, kept on this device until it is stored; sending it, and what comes
 * back. One intent has one operation id, also after a reload, so that sending again never decides twice.
 */
export function useDecision(view: CaseView): Decision {
  const { caseId, policy } = view;
  const router = useRouter();
  const client = useQueryClient();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [fault, setFault] = useState<DraftFault | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [seen, setSeen] = useState(() => seenOf(view));
  const [isPending, startTransition] = useTransition();
  const intent = useRef<Intent | null>(null);
  const isDone = useRef(false);

  useEffect(() => {
    const stored = loadDraft(caseId);
    if (!stored) return;
    setDraft(stored.draft);
    intent.current = stored.intent;
  }, [caseId]);

  // Somebody who has chosen nothing yet reads what is there; nothing has to be reconciled.
  if (view.version !== seen.version && view.state === "open" && !isTouched(draft)) setSeen(seenOf(view));

  const change: Decision["change"] = (next) => {
    const changed = next(draft);
    setDraft(changed);
    if (fault) setFault(findFault(changed, policy.policy)?.field === fault.field ? fault : null);
    saveDraft(caseId, changed, intent.current);
  };

  const openNext = async () => {
    const next = await claimNextCase({ filter: NO_FILTER }).catch(() => null);
    void client.invalidateQueries({ queryKey: queueKeys.all });
    router.push(next?.ok && next.value ? caseHref(next.value.reference) : "/queue");
  };

  const submit = () => {
    if (isPending || isDone.current) return;
    const missing = findFault(draft, policy.policy);
    const command = toCommand(draft);
    if (missing || !command) {
      setFault(missing);
      if (missing) focusField(missing.field);
      return;
    }
    const key = JSON.stringify({ version: seen.version, command });
    if (intent.current?.key !== key) intent.current = { key, operationId: uuidv7() };
    const { operationId } = intent.current;
    saveDraft(caseId, draft, intent.current);
    setRefusal(null);
    startTransition(async () => {
      const answer = await decideCase({ caseId, version: seen.version, operationId, command }).catch(
        () => null,
      );
      if (!answer) return setRefusal({ code: "unreachable" });
      if (!answer.ok) {
        const mendable = faultOf(answer.error);
        if (answer.error.code === "operation_reused") intent.current = null;
        setFault(mendable);
        setRefusal(mendable ? null : answer.error);
        if (mendable) focusField(mendable.field);
        return void client.invalidateQueries({ queryKey: caseKeys.view(caseId) });
      }
      isDone.current = true;
      clearDraft(caseId);
      toast({ text: `${answer.value.reference} ${deedDone(draft)}` });
      await openNext();
    });
  };

  const goOn = () => {
    setSeen(seenOf(view));
    setRefusal(null);
  };

  return { draft, change, fault, refusal, seen, goOn, submit, isPending };
}
