import { conflict, NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import type { LockState } from "@/lib/domain/lock";
import { respondToLock } from "@/lib/services/lock-response";

const SETTLED: Record<LockState, string> = {
  waiting: "The message still waits.",
  permitted: "The recipient let this message in; it can only be reported now.",
  refused: "The recipient refused this message; they can still accept it.",
  reported: "The recipient reported this message; it can only be disputed now.",
  released: "This message was released; it can only be reported now.",
  removed: "A moderator removed this message; nothing can be answered any more.",
};

export const POST = apiRoute("POST /locks/{id}/responses", {
  run: ({ db, actor, id, input, extra }) => respondToLock(db, actor, { ...input, lockId: id }, extra),
  view: (answer) => answer,
  refusals: {
    unknown_lock: () => NOT_FOUND,
    not_their_answer: () => ({ ...conflict(), detail: "The sender can only answer wrongly_locked." }),
    lock_settled: ({ state }) => ({ ...conflict(), detail: SETTLED[state] }),
    dispute_decided: () => ({ ...conflict(), detail: "A moderator has already decided this dispute." }),
  },
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
