import { route } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { can } from "@/lib/domain/permission";
import { holdStream, type LiveMessage, liveHub } from "@/lib/services/live";
import { findSession } from "@/lib/services/session";

/** A comment keeps proxies from closing a quiet stream, ms. */
const HEARTBEAT_MS = 20_000;

/**
 * Live updates as server-sent events: `hint` names what changed, `refetch` says that hints may have been missed. The
 * session is read again with each heartbeat; when it has ended, so does the stream.
 */
export const GET = route({
  permission: "queue.view",
  handler: async ({ actor, session, db, request, requestId }) => {
    const url = process.env.DATABASE_URL;
    if (!url) return problem(503, "unavailable", "There is no database to listen to.", { requestId });
    const encoder = new TextEncoder();
    let end: () => void = () => {};
    let isCancelled = false;
    const free = holdStream({ staffId: actor.id, close: () => end() });
    if (!free) {
      const headers = { "Retry-After": "30" };
      return problem(503, "too_many_streams", "Too many live streams are open.", { requestId, headers });
    }
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        const tell = (message: LiveMessage) =>
          send(
            `event: ${message.kind}\ndata: ${JSON.stringify(message.kind === "hint" ? message.hint : {})}\n\n`,
          );
        const stop = liveHub(url).subscribe(tell);
        const beat = setInterval(async () => {
          const now = await findSession(db, session.sessionId, { isActivity: false }).catch(() => null);
          if (!now || !can(now.role, "queue.view")) end();
          else if (isOpen) send(": here\n\n");
        }, HEARTBEAT_MS);
        let isOpen = true;
        end = () => {
          if (!isOpen) return;
          isOpen = false;
          clearInterval(beat);
          stop();
          free();
          // Closed already when the reader has gone.
          if (!isCancelled) controller.close();
        };
        request.signal.addEventListener("abort", () => end());
        send("retry: 2000\n\n");
      },
      cancel: () => {
        isCancelled = true;
        end();
      },
    });
    return new Response(body, {
      headers: {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store, no-transform",
        "X-Accel-Buffering": "no",
      },
    });
  },
});
