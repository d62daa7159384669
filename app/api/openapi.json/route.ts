import { publicRoute } from "@/lib/auth/route";
import { openApiDocument } from "@/lib/contracts/openapi";
import { env } from "@/lib/env";

/** The OpenAPI 3.1 document. Public: it holds no data. */
export const GET = publicRoute({ handler: async () => Response.json(openApiDocument(env().url)) });
