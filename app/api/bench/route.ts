import { readJsonBody } from "@/lib/auth/request-body";
import { publicRoute } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";

const BODY_BYTES = 1024 * 1024;

/**
 * What `npm run bench` holds the gate against: the same body read the same way, no key, no contract, no database. It is
 * there only with LOCKKEEPER_BENCH=1.
 */
export const POST = publicRoute({
  handler: async ({ request, requestId }) => {
    if (process.env.LOCKKEEPER_BENCH !== "1")
      return problem(404, "not_found", "There is nothing here.", { requestId });
    const body = await readJsonBody(request, BODY_BYTES);
    if (!body.ok) return problem(body.error.status, body.error.code, body.error.detail, { requestId });
    return Response.json({ verdict: "deliver", reasons: [], policyVersion: 1 });
  },
});
