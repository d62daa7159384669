import { route } from "@/lib/auth/route";
import { problem } from "@/lib/contracts/problem";
import { openEvidence } from "@/lib/services/evidence";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** A file of an appeal, always as a download: nothing a member sent is ever shown by the console's own origin. */
export const GET = route({
  permission: "appeal.view",
  handler: async ({ db, params, requestId }) => {
    const id = params.id ?? "";
    const found = UUID.test(id) ? await openEvidence(db, id) : null;
    if (!found) return problem(404, "not_found", "There is no such file.", { requestId });
    const extension = found.fileName.split(".").at(-1) ?? "bin";
    const name = encodeURIComponent(found.fileName).replace(
      /['()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16)}`,
    );
    const { chunks } = found;
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: async () => {
        await chunks.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        "Content-Type": found.contentType,
        "Content-Length": String(found.sizeBytes),
        "Content-Disposition": `attachment; filename="evidence.${extension.replace(/[^a-z0-9]/gi, "")}"; filename*=UTF-8''${name}`,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
      },
    });
  },
});
