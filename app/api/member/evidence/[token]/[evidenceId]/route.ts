import { publicRoute } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { removeEvidence } from "@/lib/services/evidence";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Takes back a file that was not sent with the appeal yet. */
export const DELETE = publicRoute({
  handler: async ({ db, params, requestId }) => {
    const { token = "", evidenceId = "" } = params;
    const removed = UUID.test(evidenceId) ? await removeEvidence(db, token, evidenceId) : null;
    if (removed?.ok) return new Response(null, { status: 204 });
    return problem(404, "not_found", "There is no such file, or it went with the appeal.", { requestId });
  },
});
