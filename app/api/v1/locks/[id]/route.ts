import { NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { ok, refuse } from "@/lib/domain/result";
import { viewLock } from "@/lib/services/lock-view";

export const GET = apiRoute("GET /locks/{id}", {
  run: async ({ db, id }) => {
    const lock = await viewLock(db, id);
    return lock ? ok(lock) : refuse({ code: "unknown_lock" as const });
  },
  view: (lock) => lock,
  refusals: { unknown_lock: () => NOT_FOUND },
});

export const POST = apiRoute.notAllowed("GET");
export const PUT = apiRoute.notAllowed("GET");
export const PATCH = apiRoute.notAllowed("GET");
export const DELETE = apiRoute.notAllowed("GET");
