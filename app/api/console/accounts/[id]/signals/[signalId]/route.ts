import { route } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { isStorable } from "@/lib/contracts/text";
import { viewSignalMessages } from "@/lib/services/signal-view";

export const GET = route({
  permission: "account.view",
  handler: async ({ db, params, requestId }) => {
    const { id = "", signalId = "" } = params;
    const found = isStorable(id) ? await viewSignalMessages(db, id, signalId) : null;
    return found
      ? Response.json(found)
      : problem(404, "not_found", "There is no such signal of this account.", { requestId });
  },
});
