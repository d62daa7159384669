import type { Database } from "@/db/connect";
import { readAtMost } from "@/lib/auth/request-body";
import { publicRoute } from "@/lib/auth/route";
import { EVIDENCE_STATUS, EVIDENCE_TOO_LARGE, FILE_NAME_HEADER } from "@/lib/contracts/evidence";
import { problem } from "@/lib/contracts/problem";
import { EVIDENCE_MAX_BYTES } from "@/lib/domain/appeal";
import { findByToken } from "@/lib/services/access-token";
import { addEvidence } from "@/lib/services/evidence";
import { takePlace } from "@/lib/services/turns";

/** Uploads of one link that are under way at once: a form sends five, and each is held in memory until it is checked. */
const UPLOADS_AT_ONCE = 10;

function nameOf(request: Request): string {
  try {
    return decodeURIComponent(request.headers.get(FILE_NAME_HEADER) ?? "");
  } catch {
    return "";
  }
}

async function take(db: Database, token: string, request: Request, requestId: string): Promise<Response> {
  const bytes = await readAtMost(request, EVIDENCE_MAX_BYTES).catch(() => "interrupted" as const);
  if (bytes === "interrupted") {
    const detail = "The upload was interrupted. Send the file again.";
    return problem(400, "upload_interrupted", detail, { requestId });
  }
  if (bytes === null) return problem(413, EVIDENCE_TOO_LARGE.code, EVIDENCE_TOO_LARGE.detail, { requestId });
  const added = await addEvidence(db, token, {
    name: nameOf(request),
    declaredType: request.headers.get("content-type"),
    bytes,
  });
  if (added.ok) return Response.json(added.value, { status: 201 });
  const { error } = added;
  return "detail" in error
    ? problem(EVIDENCE_STATUS[error.code], error.code, error.detail, { requestId })
    : problem(409, error.code, "This was sent before with another file. Choose the file again.", {
        requestId,
      });
}

/** One file for an appeal that is being written: the body is the file, its name in `X-File-Name`. */
export const POST = publicRoute({
  handler: async ({ db, request, params, requestId }) => {
    const token = params.token ?? "";
    if (!(await findByToken(db, "notice", token))) {
      return problem(404, "not_found", "This link opens nothing.", { requestId });
    }
    const leave = takePlace(`evidence:${token}`, UPLOADS_AT_ONCE);
    if (!leave) {
      const detail = "Other files of this appeal are still on their way. Send this one again in a moment.";
      return problem(429, "too_many_uploads", detail, { requestId, headers: { "Retry-After": "5" } });
    }
    return take(db, token, request, requestId).finally(leave);
  },
});
