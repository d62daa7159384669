import { apiRoute } from "@/lib/auth/api-route";
import { apiStream } from "@/lib/auth/api-stream";
import { importMessageStream } from "@/lib/services/message-stream";

export const POST = apiStream("POST /imports/messages", {
  run: ({ db, actor, bytes, lineBytes }) => importMessageStream(db, actor, bytes, lineBytes),
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
