import { route } from "@/lib/auth/route";
import { searchPlaygroundMembers } from "@/lib/services/playground";

/** Longest search, UTF-16 units. */
const Q_MAX = 128;

export const GET = route({
  permission: "account.view",
  handler: async ({ db, request }) => {
    const q = new URL(request.url).searchParams.get("q") ?? "";
    return Response.json(await searchPlaygroundMembers(db, q.slice(0, Q_MAX)));
  },
});
