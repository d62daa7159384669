import { queryOptions } from "@tanstack/react-query";
import type { AppealView } from "@/lib/contracts/appeal";
import { type EvidenceView, FILE_NAME_HEADER } from "@/lib/contracts/evidence";
import { getJson } from "./unwrap";

/** Why a file did not go through: what the server said, or that it was not reached. */
export type UploadFailure = { detail: string };

export type Upload = { done: Promise<EvidenceView | UploadFailure | null>; cancel(): void };

/**
 * Sends one file of an appeal, telling how much went. `done` is null when it was cancelled.
 *
 * @param onSent bytes sent so far.
 */
export function uploadEvidence(token: string, file: File, onSent: (bytes: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<EvidenceView | UploadFailure | null>((resolve) => {
    request.open("POST", `/api/member/evidence/${token}`);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader(FILE_NAME_HEADER, encodeURIComponent(file.name.toWellFormed()));
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onabort = () => resolve(null);
    request.onerror = () => resolve({ detail: "We could not be reached. Send it again in a moment." });
    request.onload = () => {
      const body = request.response as (EvidenceView & { detail?: string }) | null;
      if (request.status === 201 && body) resolve(body);
      else resolve({ detail: body?.detail ?? "Something broke on our side. Send it again in a moment." });
    };
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

/** Takes a sent file back. False when it could not be. */
export async function removeEvidenceFile(token: string, evidenceId: string): Promise<boolean> {
  const answer = await fetch(`/api/member/evidence/${token}/${evidenceId}`, { method: "DELETE" }).catch(
    () => null,
  );
  return answer?.ok === true || answer?.status === 404;
}

/** Keys begin with the topic of the live hint that makes them old, then the case's id. */
export const appealKeys = {
  all: ["appeal"] as const,
  view: (caseId: string) => ["appeal", caseId] as const,
};

/** One appeal as its page in the console shows it. */
export function appealQuery({ caseId, reference }: { caseId: string; reference: string }) {
  return queryOptions({
    queryKey: appealKeys.view(caseId),
    queryFn: ({ signal }) =>
      getJson<AppealView>(`/api/console/appeals/${encodeURIComponent(reference)}`, signal),
  });
}
