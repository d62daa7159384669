import { NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { fileAppeal } from "@/lib/services/appeal";

export const POST = apiRoute("POST /appeals", {
  run: ({
    db,
    actor,
    input: { restrictionId, statement, stepsTaken, businessNeed, confirmations, locale },
    extra,
  }) =>
    fileAppeal(
      db,
      actor,
      {
        target: { restrictionId },
        statement,
        stepsTaken,
        businessNeed: businessNeed ?? null,
        confirmations,
        locale: locale ?? null,
      },
      extra,
    ),
  view: ({ appealId, statusUrl }) => ({ id: appealId, statusUrl }),
  refusals: {
    not_found: () => ({ ...NOT_FOUND, detail: "No such restriction is on record." }),
    appeal_exists: () => ({
      status: 409,
      code: "appeal_exists",
      detail: "This decision was appealed already.",
    }),
    appeal_window_closed: () => ({
      status: 409,
      code: "appeal_window_closed",
      detail: "The time to appeal this decision is over.",
    }),
    nothing_to_appeal: () => ({
      status: 409,
      code: "nothing_to_appeal",
      detail: "This restriction follows from an appeal's answer, which cannot be appealed again.",
    }),
  },
});

export const GET = apiRoute.notAllowed("POST");
export const PUT = apiRoute.notAllowed("POST");
export const PATCH = apiRoute.notAllowed("POST");
export const DELETE = apiRoute.notAllowed("POST");
