import { conflict, sentInFuture, unknownSender } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { deliverMessage } from "@/lib/services/delivery";

export const POST = apiRoute("POST /messages", {
  run: ({ db, actor, input, extra }) => deliverMessage(db, actor, input, extra),
  view: (verdict) => verdict,
  refusals: { sent_in_future: sentInFuture, unknown_member: unknownSender, conflict },
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
