import { publicRoute } from "@/lib/auth/route";

/** The process answers; says nothing of the database. */
export const GET = publicRoute({ handler: async () => Response.json({ live: true }) });
