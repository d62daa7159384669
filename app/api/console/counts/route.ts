import { route } from "@/lib/auth/route";
import { countQueue } from "@/lib/services/queue";

export const GET = route({
  permission: "queue.view",
  handler: async ({ actor, db }) => Response.json(await countQueue(db, actor)),
});
