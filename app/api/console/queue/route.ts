import { route } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { parseQueueCursor, parseQueueFilter } from "@/lib/contracts/queue";
import { listQueue } from "@/lib/services/queue";

export const GET = route({
  permission: "queue.view",
  handler: async ({ actor, db, request, requestId }) => {
    const { after, ...params } = Object.fromEntries(new URL(request.url).searchParams);
    const cursor = after ? parseQueueCursor(after) : null;
    if (after && !cursor)
      return problem(400, "invalid_cursor", "This is no place in the queue.", { requestId });
    return Response.json(await listQueue(db, actor, { filter: parseQueueFilter(params), after: cursor }));
  },
});
