import { invalidField, NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { receiveStopRequest } from "@/lib/services/stop-request";

export const POST = apiRoute("POST /members/{id}/stop-requests", {
  run: ({ db, actor, id, input, extra }) =>
    receiveStopRequest(db, actor, { memberId: id, recipientId: input.recipientId }, extra),
  view: (answer) => answer,
  refusals: {
    not_found: () => NOT_FOUND,
    own_request: () => invalidField("recipientId", "must not be the member"),
  },
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
