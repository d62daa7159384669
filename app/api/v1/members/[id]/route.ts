import { apiRoute } from "@/lib/auth/api-route";
import { putMember } from "@/lib/services/member";

export const PUT = apiRoute("PUT /members/{id}", {
  run: ({ db, actor, id, input, extra }) => putMember(db, actor, id, input, extra),
  view: ({ memberId }) => ({ id: memberId }),
  refusals: {},
});

export const GET = apiRoute.notAllowed("PUT");
export const POST = apiRoute.notAllowed("PUT");
export const PATCH = apiRoute.notAllowed("PUT");
export const DELETE = apiRoute.notAllowed("PUT");
