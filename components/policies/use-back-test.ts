"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  cancelBackTestAction,
  startBackTestAction,
  startShadowAction,
  stopShadowAction,
} from "@/lib/actions/back-test";
import { Refused, unwrap } from "@/lib/client/unwrap";
import { backTestRefusalText } from "@/lib/contracts/back-test";

/** What a deed that failed tells the person; null when it did not. */
export function failureText(error: unknown): string | null {
  if (!error) return null;
  return backTestRefusalText(error instanceof Refused ? error.refusal : { code: "unreachable" });
}

/** Starting and cancelling a back-test, starting and stopping a shadow run. */
export function useBackTestDeeds(draftId: string, revision: number) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["policy"] });
  const start = useMutation({
    mutationFn: async (days: number) => unwrap(await startBackTestAction({ draftId, revision, days })),
    onSettled,
  });
  const cancel = useMutation({
    mutationFn: async (backTestId: string) => unwrap(await cancelBackTestAction({ backTestId })),
    onSettled,
  });
  const startShadow = useMutation({
    mutationFn: async () => unwrap(await startShadowAction({ draftId, revision })),
    onSettled,
  });
  const stopShadow = useMutation({
    mutationFn: async () => unwrap(await stopShadowAction({ draftId })),
    onSettled,
  });
  return { start, cancel, startShadow, stopShadow };
}
