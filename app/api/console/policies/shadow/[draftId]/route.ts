import { z } from "zod";
import { route } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { viewShadow } from "@/lib/services/shadow-view";

export const GET = route({
  permission: "policy.view",
  handler: async ({ actor, db, params, requestId }) => {
    const draftId = z.uuid().safeParse(params.draftId);
    const view = draftId.success ? await viewShadow(db, actor, draftId.data, new Date()) : null;
    return view ? Response.json(view) : problem(404, "not_found", "There is no such draft.", { requestId });
  },
});
