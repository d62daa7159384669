import { route } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { viewCase } from "@/lib/services/case";

export const GET = route({
  permission: "case.view",
  handler: async ({ actor, db, params, requestId }) => {
    const view = await viewCase(db, actor, params.reference ?? "");
    return view
      ? Response.json(view)
      : problem(404, "not_found", "There is no case by this reference.", { requestId });
  },
});
