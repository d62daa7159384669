import type { Database } from "@/db/connect";
import { readAtMost } from "@/lib/auth/request-body";
import { publicRoute } from "@/lib/auth/route";
import { parseLockForm } from "@/lib/contracts/lock";
import { log } from "@/lib/log";
import { respondByToken } from "@/lib/services/lock-response";

/** The longest note, percent-encoded, with the other fields. */
const FORM_BYTES = 64 * 1024;

/** Why the answer was not taken; null when it was. */
async function take(db: Database, token: string, request: Request): Promise<string | null> {
  const bytes = await readAtMost(request, FORM_BYTES);
  const form = bytes && parseLockForm(token, bytes.toString("utf8"));
  if (!form?.success) return "invalid_field";
  const answered = await respondByToken(db, form.data);
  return answered.ok ? null : answered.error.code;
}

/**
 * The form of a held message's page, without a script: afterwards the browser reads the page again, which tells from the
 * records how it went. A server action would not do: these pages send no origin, and Next refuses such a form.
 */
export const POST = publicRoute({
  handler: async ({ db, request, params, requestId }) => {
    const token = params.token ?? "";
    const failure = await take(db, token, request).catch((error: unknown) => {
      log.error({ err: error, requestId }, "an answer to a lock failed");
      return "unavailable";
    });
    const page = `/locked/${encodeURIComponent(token)}`;
    return new Response(null, {
      status: 303,
      headers: { Location: failure === null ? page : `${page}?failed=${failure}` },
    });
  },
});
