import { z } from "zod";
import { OUTCOMES } from "../domain/case";
import { CATEGORIES, REPORT_STATES, REPORT_SUBJECTS } from "../domain/report";
import { instantText, platformId, text } from "./text";

/** Body of `POST /reports`. The id is the platform's own: sending a report again files nothing twice. */
export const reportInput = z.strictObject({
  id: platformId,
  reporterId: platformId,
  subject: z.strictObject({ type: z.enum(REPORT_SUBJECTS), id: platformId }),
  category: z.enum(CATEGORIES),
  note: text({ min: 0, max: 5_000 }).optional().meta({ description: "The reporter's own words." }),
  source: text({ max: 64 })
    .optional()
    .meta({ description: "Where the report was filed, such as ios or web." }),
});
export type ReportInput = z.output<typeof reportInput>;

/** What `POST /reports` answers. `receiptUrl` is the reporter's own link. */
export const reportAnswer = z.strictObject({ id: z.string(), caseId: z.uuid(), receiptUrl: z.url() });

/** What `GET /reports/{id}` answers. `outcome` is that of the case, null while it is open. */
export const reportView = z.strictObject({
  id: z.string(),
  subject: z.strictObject({ type: z.enum(REPORT_SUBJECTS), id: z.string() }),
  category: z.enum(CATEGORIES),
  receivedAt: instantText,
  state: z.enum(REPORT_STATES),
  outcome: z.enum(OUTCOMES).nullable(),
  decidedAt: instantText.nullable(),
  caseId: z.uuid(),
  receiptUrl: z.url(),
});
export type ReportView = z.output<typeof reportView>;
