import { badCursor } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { readDecisions } from "@/lib/services/feed";

export const GET = apiRoute("GET /decisions", {
  run: ({ db, query }) => readDecisions(db, query),
  view: (decisions) => decisions,
  refusals: { bad_cursor: ({ path }) => badCursor(path) },
});

export const POST = apiRoute.notAllowed("GET");
export const PUT = apiRoute.notAllowed("GET");
export const PATCH = apiRoute.notAllowed("GET");
export const DELETE = apiRoute.notAllowed("GET");
