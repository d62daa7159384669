import { checkApiKey } from "@/lib/auth/api-key";
import { publicRoute } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { isLoopback } from "@/lib/services/incoming";
import { renderMetrics } from "@/lib/services/metrics";

/** Prometheus text, for this machine itself or a key with the scope `admin`. */
export const GET = publicRoute({
  handler: async ({ db, request, requestId }) => {
    const passed = isLoopback(request.headers) ? null : await checkApiKey(db, request, "admin");
    if (passed && !passed.ok) {
      return passed.error.code === "forbidden"
        ? problem(403, "forbidden", "This key lacks the scope.", { requestId })
        : problem(401, "unauthenticated", "Send a key with the scope admin.", { requestId });
    }
    const { type, text } = await renderMetrics(db);
    return new Response(text, { headers: { "Content-Type": type } });
  },
});
