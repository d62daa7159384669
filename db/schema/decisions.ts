import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { OUTCOMES } from "../../lib/domain/case";
import type { ChosenMeasure } from "../../lib/domain/decision";
import { cases } from "./cases";
import { instant, operationId } from "./columns";
import { staff } from "./staff";

/** What a person decided about a case. Append-only; one per case version; the database refuses an appeal's earlier decider. */
export const decisions = pgTable(
  "decisions",
  {
    decisionId: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => cases.caseId),
    caseVersion: integer().notNull(),
    memberId: text().notNull(),
    decidedBy: uuid()
      .notNull()
      .references(() => staff.staffId),
    decidedAt: instant().notNull(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    measures: jsonb().$type<ChosenMeasure[]>().notNull().default([]),
    policyClause: text(),
    policyVersion: integer().notNull(),
    /** For the record: staff only. */
    reason: text().notNull(),
    /** For the member: goes into the notice. */
    memberReason: text(),
    /** The decision an appeal is about. */
    appealedDecisionId: uuid(),
    opId: operationId(),
  },
  (t) => [
    unique("decisions_case_version").on(t.caseId, t.caseVersion),
    // Charts: decisions per day.
    index("decisions_decided").on(t.decidedAt),
    // History of a member.
    index("decisions_member").on(t.memberId, t.decidedAt),
    // Which appeal decision answered this one.
    index("decisions_appealed").on(t.appealedDecisionId),
  ],
);

/** Which restrictions a decision made, changed or ended: many to many, append-only. */
export const decisionRestrictions = pgTable(
  "decision_restrictions",
  {
    decisionId: uuid()
      .notNull()
      .references(() => decisions.decisionId),
    memberId: text().notNull(),
    restrictionId: uuid().notNull(),
    effect: text({ enum: ["created", "superseded", "reinstated", "changed", "lifted"] }).notNull(),
    opId: operationId(),
  },
  (t) => [
    primaryKey({ columns: [t.decisionId, t.restrictionId, t.effect] }),
    // Decisions that touched a restriction.
    index("decision_restrictions_restriction").on(t.restrictionId),
  ],
);
