import { INSERT_RESTRICTION } from "@/db/queries/decision";
import type { ChosenMeasure } from "@/lib/domain/decision";
import type { Measure } from "@/lib/domain/measure";
import { audienceKey, type Scope, scopeCells } from "@/lib/domain/scope";
import type { Operation } from "./run-operation";

const NOTHING: Scope = { channels: [], directions: [], audience: "anyone", counterparts: [] };

export type NewRestriction = {
  restrictionId: string;
  decisionId: string;
  measure: Measure;
  scope: Scope;
  /** Conversations a day, for a daily cap. */
  capPerDay: number | null;
  /** Null: until lifted. */
  endsAt: Date | null;
  policyClause: string;
  policyVersion: number;
  /** The restriction it already stands behind: then it is on record only. */
  supersededBy: string | null;
};

/** What a chosen measure limits; a warning limits nothing. */
export function limitsOf(chosen: ChosenMeasure): Pick<NewRestriction, "measure" | "scope" | "capPerDay"> {
  return {
    measure: chosen.measure,
    scope: chosen.measure === "warning" ? NOTHING : chosen.scope,
    capPerDay: chosen.measure === "daily_cap" ? chosen.capPerDay : null,
  };
}

/** Writes a restriction that begins now, and tells the platform of one that limits. The statement has to be awaited. */
export function addRestriction(op: Operation, memberId: string, row: NewRestriction): Promise<unknown> {
  const { scope, supersededBy, ...rest } = row;
  const isPast = supersededBy !== null;
  if (!isPast) {
    op.emit({
      memberId,
      type: "restriction.created",
      payload: {
        ...rest,
        scope,
        startsAt: op.at.toISOString(),
        endsAt: row.endsAt?.toISOString() ?? null,
      },
    });
  }
  // biome-ignore format: the order of INSERT_RESTRICTION
  return op.query("restriction_insert", INSERT_RESTRICTION, [
    memberId, row.restrictionId, row.decisionId, row.measure, scope.channels, scope.directions, scope.audience,
    scope.counterparts, scopeCells(scope), audienceKey(scope), row.capPerDay, op.at, row.endsAt, row.policyClause,
    row.policyVersion, isPast ? op.at : null, isPast ? "superseded" : null, supersededBy, op.operationId,
  ]);
}
