import { badCursor } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { readRestrictions } from "@/lib/services/feed";

export const GET = apiRoute("GET /restrictions", {
  run: ({ db, query }) => readRestrictions(db, query),
  view: (restrictions) => restrictions,
  refusals: { bad_cursor: ({ path }) => badCursor(path) },
});

export const POST = apiRoute.notAllowed("GET");
export const PUT = apiRoute.notAllowed("GET");
export const PATCH = apiRoute.notAllowed("GET");
export const DELETE = apiRoute.notAllowed("GET");
