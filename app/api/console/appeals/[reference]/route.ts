import { route } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { viewAppeal } from "@/lib/services/appeal-view";

export const GET = route({
  permission: "appeal.view",
  handler: async ({ actor, db, params, requestId }) => {
    const view = await viewAppeal(db, actor, params.reference ?? "");
    return view
      ? Response.json(view)
      : problem(404, "not_found", "There is no appeal by this reference.", { requestId });
  },
});
