import { sql } from "drizzle-orm";
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { CATEGORIES, REPORT_STATES, REPORT_SUBJECTS } from "../../lib/domain/report";
import { cases } from "./cases";
import { instant, operationId } from "./columns";

/** Somebody complains. Never restricts anyone by itself. */
export const reports = pgTable(
  "reports",
  {
    /** The platform's own id: idempotent by itself. */
    reportId: text().primaryKey(),
    reporterId: text().notNull(),
    subjectType: text({ enum: REPORT_SUBJECTS }).notNull(),
    subjectId: text().notNull(),
    /** The member complained about. */
    memberId: text().notNull(),
    category: text({ enum: CATEGORIES }).notNull(),
    note: text(),
    source: text(),
    receivedAt: instant().notNull(),
    caseId: uuid()
      .notNull()
      .references(() => cases.caseId),
    state: text({ enum: REPORT_STATES }).notNull().default("open"),
    decidedAt: instant(),
    opId: operationId(),
  },
  (t) => [
    // The reports table of a case.
    index("reports_case").on(t.caseId, t.receivedAt),
    // How often this reporter was right, of the latest decided reports.
    index("reports_reporter")
      .on(t.reporterId, sql`${t.decidedAt} desc`)
      .where(sql`state in ('upheld', 'not_upheld')`),
    // Whether this reporter has an open report on the subject already.
    index("reports_open_reporter").on(t.reporterId, t.subjectId).where(sql`state = 'open'`),
    // Charts: reports received per day.
    index("reports_received").on(t.receivedAt),
    // Reports about a member, newest first.
    index("reports_member").on(t.memberId, t.receivedAt),
  ],
);
