import { handlers } from "@/lib/auth/auth";
import { publicRoute } from "@/lib/auth/route";

// next-auth's own endpoints (CSRF token, callbacks). It grants nothing by itself: every door reads the session row.
export const GET = publicRoute({ handler: ({ request }) => handlers.GET(request as never) });
export const POST = publicRoute({ handler: ({ request }) => handlers.POST(request as never) });
