import { NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { ok, refuse } from "@/lib/domain/result";
import { viewStanding } from "@/lib/services/standing";

export const GET = apiRoute("GET /members/{id}/standing", {
  run: async ({ db, id }) => {
    const standing = await viewStanding(db, id);
    return standing ? ok(standing) : refuse({ code: "unknown_member" as const });
  },
  view: (standing) => standing,
  refusals: { unknown_member: () => NOT_FOUND },
});

export const POST = apiRoute.notAllowed("GET");
export const PUT = apiRoute.notAllowed("GET");
export const PATCH = apiRoute.notAllowed("GET");
export const DELETE = apiRoute.notAllowed("GET");
