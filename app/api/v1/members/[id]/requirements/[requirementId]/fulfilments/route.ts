import { NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { fulfilRequirement } from "@/lib/services/challenge";

export const POST = apiRoute("POST /members/{id}/requirements/{requirementId}/fulfilments", {
  run: ({ db, actor, id, innerId, input, extra }) =>
    fulfilRequirement(db, actor, { memberId: id, requirementId: innerId, ...input }, extra),
  view: (answer) => answer,
  refusals: { not_found: () => NOT_FOUND },
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
