import { publicRoute } from "@/lib/auth/route";
import { EVIDENCE_STATUS, FILE_NAME_HEADER } from "@/lib/contracts/evidence";
import { problem } from "@/lib/contracts/problem";
import { EVIDENCE_MAX_BYTES } from "@/lib/domain/appeal";
import { findByToken } from "@/lib/services/access-token";
import { addEvidence, readLimited } from "@/lib/services/evidence";

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
    const saidLength = Number(request.headers.get("content-length") ?? 0);
    if (saidLength > EVIDENCE_MAX_BYTES) {
      await request.body?.cancel().catch(() => {});
      return problem(413, "file_too_large", "The file is larger than 10 MB. Send a smaller copy.", {
        requestId,
      });
    }
    const read = await readLimited(request.body).catch(() => null);
    if (!read)
      return problem(400, "upload_interrupted", "The upload was interrupted. Send the file again.", {
        requestId,
      });
    if (!read.ok) return problem(413, read.error.code, read.error.detail, { requestId });
    const added = await addEvidence(db, token, {
      name: nameOf(request),
      declaredType: request.headers.get("content-type"),
      bytes: read.value,
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
