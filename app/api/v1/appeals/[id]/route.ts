import { NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { ok, refuse } from "@/lib/domain/result";
import { viewAppealStatus } from "@/lib/services/appeal-status";

export const GET = apiRoute("GET /appeals/{id}", {
  run: async ({ db, id }) => {
    const appeal = await viewAppealStatus(db, id);
    return appeal ? ok(appeal) : refuse({ code: "unknown_appeal" as const });
  },
  view: (appeal) => appeal,
  refusals: { unknown_appeal: () => NOT_FOUND },
});

export const POST = apiRoute.notAllowed("GET");
export const PUT = apiRoute.notAllowed("GET");
export const PATCH = apiRoute.notAllowed("GET");
export const DELETE = apiRoute.notAllowed("GET");
