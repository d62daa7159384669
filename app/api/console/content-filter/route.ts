import { readJsonBody } from "@/lib/auth/request-body";
import { route } from "@/lib/auth/route";
import { filterQuestion } from "@/lib/contracts/content-filter";
import { problem } from "@/lib/contracts/problem";
import { fieldRefusals, parseFields } from "@/lib/contracts/text";
import { tryFilter, viewFilter } from "@/lib/services/content-filter";

/** Longest question, bytes. */
const QUESTION_BYTES = 256 * 1024;

export const GET = route({
  permission: "policy.view",
  handler: async ({ db }) => Response.json(await viewFilter(db, new Date())),
});

/** A question like any GET, and writes as little; a text is too long for an address. */
export const POST = route({
  permission: "policy.view",
  handler: async ({ db, request, requestId }) => {
    const body = await readJsonBody(request, QUESTION_BYTES);
    if (!body.ok) return problem(body.error.status, body.error.code, body.error.detail, { requestId });
    const question = parseFields(filterQuestion, body.value);
    if (question.success) return Response.json(await tryFilter(db, question.data));
    const errors = fieldRefusals(question.error);
    return problem(422, "invalid_field", "Some fields are not acceptable.", { requestId, errors });
  },
});
