import { z } from "zod";
import { route } from "@/lib/auth/route";
import { scopeSchema } from "@/lib/contracts/back-test";
import { problem } from "@/lib/contracts/problem";
import { viewBackTest } from "@/lib/services/back-test";

export const GET = route({
  permission: "policy.view",
  handler: async ({ actor, db, request, params, requestId }) => {
    const draftId = z.uuid().safeParse(params.draftId);
    const scope = scopeSchema.parse(new URL(request.url).searchParams.get("scope"));
    const view = draftId.success ? await viewBackTest(db, actor, { draftId: draftId.data, scope }) : null;
    return view ? Response.json(view) : problem(404, "not_found", "There is no such draft.", { requestId });
  },
});
