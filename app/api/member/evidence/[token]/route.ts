import { readAtMost } from "@/lib/auth/request-body";
import { publicRoute } from "@/lib/auth/route";
import { EVIDENCE_STATUS, EVIDENCE_TOO_LARGE, FILE_NAME_HEADER } from "@/lib/contracts/evidence";
import { problem } from "@/lib/contracts/problem";
import { EVIDENCE_MAX_BYTES } from "@/lib/domain/appeal";
import { findByToken } from "@/lib/services/access-token";
import { addEvidence } from "@/lib/services/evidence";

function nameOf(request: Request): string {
  try {
    return decodeURIComponent(request.headers.get(FILE_NAME_HEADER) ?? "");
  } catch {
    return "";
  }
}

/** One file for an appeal that is being written: the body is the file, its name in `X-File-Name`. */
export const POST = publicRoute({
  handler: async ({ db, request, params, requestId }) => {
    const token = params.token ?? "";
    if (!(await findByToken(db, "notice", token))) {
      return problem(404, "not_found", "This link opens nothing.", { requestId });
    }
    const bytes = await readAtMost(request, EVIDENCE_MAX_BYTES).catch(() => "interrupted" as const);
    if (bytes === "interrupted") {
      const detail = "The upload was interrupted. Send the file again.";
      return problem(400, "upload_interrupted", detail, { requestId });
    }
    if (bytes === null)
      return problem(413, EVIDENCE_TOO_LARGE.code, EVIDENCE_TOO_LARGE.detail, { requestId });
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
  },
});
