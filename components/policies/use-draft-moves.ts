"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { v7 as uuidv7 } from "uuid";
import { toast } from "@/components/ui/toast";
import {
  approveDraftAction,
  discardDraftAction,
  proposeDraftAction,
  rebaseDraftAction,
  withdrawDraftAction,
} from "@/lib/actions/policy";
import { draftHref, type PolicyRefusal } from "@/lib/contracts/policy-view";
import type { Resolutions } from "@/lib/domain/policy-merge";
import type { Result } from "@/lib/domain/result";

type Failure = PolicyRefusal | { code: string; reference?: string };
export type DraftMoves = {
  isPending: boolean;
  failure: Failure | null;
  forget: () => void;
  propose: (note: string) => void;
  withdraw: (note: string) => void;
  approve: () => void;
  discard: () => void;
  rebase: (resolutions: Resolutions) => void;
};

/**
 * What can be done with a draft as a whole. Each deed first stores what is unsaved and names the revision it saw.
 *
 * @param settle stores what is unsaved; null when it could not, else the revision there is now.
 */
export function useDraftMoves(draftId: string, settle: () => Promise<number | null>): DraftMoves {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);

  function run<T>(
    send: (seen: { operationId: string; draftId: string; revision: number }) => Promise<Result<T, Failure>>,
    done: (value: T) => void,
  ): void {
    if (isPending) return;
    setFailure(null);
    startTransition(async () => {
      const revision = await settle();
      if (revision === null) return;
      const operationId = uuidv7();
      const answer = await send({ operationId, draftId, revision }).catch(() => null);
      if (answer?.ok) {
        done(answer.value);
        return;
      }
      setFailure(answer?.error ?? { code: "unreachable" });
      if (answer) router.refresh();
    });
  }

  return {
    isPending,
    failure,
    forget: () => setFailure(null),
    propose: (note) =>
      run(
        (seen) => proposeDraftAction({ ...seen, note }),
        () => router.refresh(),
      ),
    withdraw: (note) =>
      run(
        (seen) => withdrawDraftAction({ ...seen, note }),
        () => router.refresh(),
      ),
    approve: () =>
      run(
        (seen) => approveDraftAction({ ...seen, note: "" }),
        ({ version }) => {
          toast({ text: `Version ${version} is in force` });
          router.refresh();
        },
      ),
    discard: () =>
      run(
        (seen) => discardDraftAction({ ...seen, note: "" }),
        ({ version }) => {
          toast({ text: `Draft ${version} was discarded` });
          router.push("/policies");
        },
      ),
    rebase: (resolutions) =>
      run(
        (seen) => rebaseDraftAction({ ...seen, resolutions }),
        (stored) => router.replace(draftHref(stored)),
      ),
  };
}
