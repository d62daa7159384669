import { sentInFuture, unknownSender } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { checkSend } from "@/lib/services/send-check";

export const POST = apiRoute("POST /send-checks", {
  read: ({ db, ask, input }) => checkSend(db, input, ask),
  view: (verdict) => verdict,
  refusals: { sent_in_future: sentInFuture, unknown_member: unknownSender },
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
