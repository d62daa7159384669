import { NOT_FOUND } from "@/lib/auth/api-request";
import { apiRoute } from "@/lib/auth/api-route";
import { ok, refuse } from "@/lib/domain/result";
import { viewReport } from "@/lib/services/report";

export const GET = apiRoute("GET /reports/{id}", {
  run: async ({ db, id }) => {
    const report = await viewReport(db, id);
    return report ? ok(report) : refuse({ code: "unknown_report" as const });
  },
  view: (report) => report,
  refusals: { unknown_report: () => NOT_FOUND },
});

export const POST = apiRoute.notAllowed("GET");
export const PUT = apiRoute.notAllowed("GET");
export const PATCH = apiRoute.notAllowed("GET");
export const DELETE = apiRoute.notAllowed("GET");
