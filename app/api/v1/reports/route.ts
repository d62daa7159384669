import { conflict, invalidField, NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { receiveReport } from "@/lib/services/report";

export const POST = apiRoute("POST /reports", {
  run: ({ db, actor, input, extra }) => receiveReport(db, actor, input, extra),
  view: ({ reportId, caseId, receiptUrl }) => ({ id: reportId, caseId, receiptUrl }),
  refusals: {
    unknown_subject: () => ({
      ...NOT_FOUND,
      detail: "The subject is not on record: send the message or member first.",
    }),
    self_report: () => invalidField("reporterId", "must not be the member who is reported"),
    conflict,
  },
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
