import { badCursor, NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { readSignals } from "@/lib/services/feed";

export const GET = apiRoute("GET /members/{id}/signals", {
  run: ({ db, id, query }) => readSignals(db, id, query),
  view: (signals) => signals,
  refusals: { unknown_member: () => NOT_FOUND, bad_cursor: ({ path }) => badCursor(path) },
});

export const POST = apiRoute.notAllowed("GET");
export const PUT = apiRoute.notAllowed("GET");
export const PATCH = apiRoute.notAllowed("GET");
export const DELETE = apiRoute.notAllowed("GET");
