import { readJsonBody } from "@/lib/auth/request-body";
import { route } from "@/lib/auth/route";
import { playgroundQuestion } from "@/lib/contracts/playground";
import { problem } from "@/lib/contracts/problem";
import { fieldRefusals, parseFields } from "@/lib/contracts/text";
import { can } from "@/lib/domain/permission";
import { tryMessage } from "@/lib/services/playground";

/** Longest question, bytes. */
const QUESTION_BYTES = 256 * 1024;
const REFUSED = {
  unknown_member: "There is no member by this id.",
  unknown_draft: "This draft was published or discarded.",
};

/** A question like any GET, and writes as little; a text is too long for an address. */
export const POST = route({
  permission: "policy.view",
  handler: async ({ actor, db, request, requestId }) => {
    const body = await readJsonBody(request, QUESTION_BYTES);
    if (!body.ok) return problem(body.error.status, body.error.code, body.error.detail, { requestId });
    const question = parseFields(playgroundQuestion, body.value);
    if (!question.success) {
      const errors = fieldRefusals(question.error);
      return problem(422, "invalid_field", "Some fields are not acceptable.", { requestId, errors });
    }
    const { senderId, recipientId } = question.data;
    // The figures of a member are part of the account.
    if ((senderId !== null || recipientId !== null) && !can(actor.role, "account.view"))
      return problem(403, "forbidden", "Your role does not allow members to be looked up.", { requestId });
    const answer = await tryMessage(db, question.data);
    if (answer.ok) return Response.json(answer.value);
    return problem(404, answer.error.code, REFUSED[answer.error.code], { requestId });
  },
});
