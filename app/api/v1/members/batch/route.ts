import { apiRoute } from "@/lib/auth/api-route";
import { putMembers } from "@/lib/services/member";

export const POST = apiRoute("POST /members/batch", {
  run: ({ db, actor, input, extra }) => putMembers(db, actor, input.members, extra),
  view: ({ accepted, rejected }) => ({
    accepted,
    rejected: rejected.map(({ index, code, message }) => ({ index, code, message })),
  }),
  refusals: {},
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
