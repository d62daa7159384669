"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { v7 as uuidv7 } from "uuid";
import { publishFilterAction, trainFilterAction } from "@/lib/actions/content-filter";
import { filterKeys } from "@/lib/client/content-filter";

type Refusal = { code: string; because?: string; reference?: string };

function faultText(refusal: Refusal): string {
  switch (refusal.code) {
    case "training_runs":
      return "A training runs already; its version shows up here.";
    case "learning_off":
      return "Learning is switched off in the policy (D23).";
    case "below_floor":
      return refusal.because ?? "This version does not hold the floor.";
    case "model_in_force":
      return "This version is in force already.";
    case "model_outdated":
      return "This version was trained by an earlier release and cannot run any more. Train a new one.";
    case "model_not_found":
      return "There is no such version.";
    case "forbidden":
      return "It takes the policy manager role.";
    case "unauthenticated":
      return "Your session has ended. Sign in again.";
    default:
      return `It did not go through.${refusal.reference ? ` Reference ${refusal.reference}.` : ""}`;
  }
}

/** What a policy manager does on the filter's page, and why it did not go through. */
export function useFilterDeeds() {
  const client = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const [deed, setDeed] = useState<"train" | number | null>(null);
  const [isPending, start] = useTransition();
  const run = (
    which: "train" | number,
    deedOf: (operationId: string) => Promise<{ ok: true } | { ok: false; error: Refusal }>,
  ) => {
    setDeed(which);
    start(async () => {
      try {
        const done = await deedOf(uuidv7());
        setFault(done.ok ? null : faultText(done.error));
      } catch {
        setFault("The server was not reached.");
      }
      await client.invalidateQueries({ queryKey: filterKeys.view, exact: true });
    });
  };
  return {
    fault,
    pending: isPending ? deed : null,
    train: () => run("train", (operationId) => trainFilterAction({ operationId })),
    publish: (version: number) =>
      run(version, (operationId) => publishFilterAction({ operationId, version })),
  };
}
