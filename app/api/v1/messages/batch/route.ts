import { apiRoute } from "@/lib/auth/api-route";
import { receiveMessages } from "@/lib/services/message";

export const POST = apiRoute("POST /messages/batch", {
  run: ({ db, actor, input, extra }) => receiveMessages(db, actor, input.messages, extra),
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
