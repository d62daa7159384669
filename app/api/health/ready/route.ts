import { publicRoute } from "@/lib/auth/route";
import { checkReady } from "@/lib/services/readiness";

/** Whether requests should come here: 503 while the process ends, or without a whole and writable database. */
export const GET = publicRoute({
  handler: async ({ db }) => {
    const found = await checkReady(db);
    return Response.json(found, {
      status: found.ready ? 200 : 503,
      headers: found.ready ? {} : { "Retry-After": "2" },
    });
  },
});
