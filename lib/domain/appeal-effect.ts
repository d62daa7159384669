import type { AppealOutcome } from "./appeal";
import { type ChosenMeasure, endOf } from "./decision";
import type { Measure } from "./measure";
import type { LiftReason } from "./restriction";
import { ok, type Result, refuse } from "./result";
import { audienceKey, scopeCells } from "./scope";

/** A restriction on record, as far as an appeal moves it. */
export type HeldRestriction = {
  restrictionId: string;
  decisionId: string;
  measure: Measure;
  scopeCells: number[];
  audienceKey: string;
  endsAt: Date | null;
  liftedAt: Date | null;
  liftReason: LiftReason | null;
  supersededBy: string | null;
};

/** What an appeal's outcome does to a member's restrictions. */
export type AppealEffect<R extends HeldRestriction> = {
  /** End now; those another decision had already taken the place of keep their end and change only their reason. */
  lifted: R[];
  /** Milder ones that come instead. `supersededBy`: on record only, since another decision already took the place. */
  created: {
    restrictionId: string;
    chosen: ChosenMeasure;
    endsAt: Date | null;
    supersededBy: string | null;
  }[];
  /** Restrictions of earlier decisions that run again, as new rows, from now to their own end. */
  reinstated: { restrictionId: string; from: R }[];
  /** Stay ended, but now behind another restriction than the one that is lifted. */
  repointed: { restriction: R; behindId: string }[];
};

export type AppealEffectRefusal = { code: "conflicts_with_other"; measure: Measure };

type Placed = Pick<HeldRestriction, "restrictionId" | "measure" | "scopeCells" | "audienceKey">;

function clashes(a: Omit<Placed, "restrictionId">, b: Omit<Placed, "restrictionId">): boolean {
  return (
    a.measure !== "warning" &&
    a.measure === b.measure &&
    a.audienceKey === b.audienceKey &&
    a.scopeCells.some((cell) => b.scopeCells.includes(cell))
  );
}

function canonical(chosen: ChosenMeasure): string {
  if (chosen.measure === "warning") return "warning";
  const { scope, ...rest } = chosen;
  return JSON.stringify([Object.entries(rest).sort(), scopeCells(scope), audienceKey(scope)]);
}

function placeOf(chosen: ChosenMeasure): Omit<Placed, "restrictionId"> {
  return chosen.measure === "warning"
    ? { measure: "warning", scopeCells: [], audienceKey: "anyone" }
    : {
        measure: chosen.measure,
        scopeCells: scopeCells(chosen.scope),
        audienceKey: audienceKey(chosen.scope),
      };
}

/**
 * Plans what an appeal's outcome does to the restrictions of a member.
 *
 * Upheld moves nothing. Overturned lifts what the decision made and brings back what it had superseded and would still
 * run, unless something else stands in that place now. Reduced lifts what is not kept and puts the milder measures in its
 * place; their periods count from the first decision, so that appealing never prolongs anything.
 * Refusal: `conflicts_with_other` when another decision's restriction of the same measure covers the same ground.
 */
export function planAppealEffect<R extends HeldRestriction>(input: {
  outcome: AppealOutcome;
  decisionId: string;
  decidedAt: Date;
  original: ChosenMeasure[];
  /** The measures that stay, with `reduced`. */
  milder: ChosenMeasure[];
  held: R[];
  at: Date;
  newId: () => string;
}): Result<AppealEffect<R>, AppealEffectRefusal> {
  const { outcome, decisionId, decidedAt, original, milder, held, at, newId } = input;
  const effect: AppealEffect<R> = { lifted: [], created: [], reinstated: [], repointed: [] };
  if (outcome === "upheld") return ok(effect);

  const mayRun = (one: HeldRestriction) => one.endsAt === null || one.endsAt > at;
  const runs = (one: HeldRestriction) => one.liftedAt === null && mayRun(one);
  const before = new Set(original.map(canonical));
  const kept = new Set(
    milder.filter((one) => before.has(canonical(one))).map(({ measure }) => measure as Measure),
  );
  const own = held.filter((one) => one.decisionId === decisionId);
  effect.lifted = own.filter(
    (one) =>
      !(outcome === "reduced" && kept.has(one.measure)) &&
      (runs(one) || (one.liftReason === "superseded" && mayRun(one))),
  );
  const liftedIds = new Set(effect.lifted.map(({ restrictionId }) => restrictionId));
  const running: Placed[] = held.filter((one) => runs(one) && !liftedIds.has(one.restrictionId));

  if (outcome === "reduced") {
    for (const chosen of milder) {
      if (before.has(canonical(chosen))) continue;
      const place = placeOf(chosen);
      const base =
        effect.lifted.find((one) => runs(one) && one.measure === chosen.measure) ??
        effect.lifted.find(runs) ??
        effect.lifted[0];
      const endsAt = endOf(chosen, decidedAt);
      if (chosen.measure !== "warning" && (!base || (endsAt !== null && endsAt <= at))) continue;
      const supersededBy = base && !runs(base) && chosen.measure !== "warning" ? base.supersededBy : null;
      if (supersededBy === null && running.some((other) => clashes(place, other))) {
        return refuse({ code: "conflicts_with_other", measure: chosen.measure });
      }
      const restrictionId = newId();
      effect.created.push({ restrictionId, chosen, endsAt, supersededBy });
      if (supersededBy === null) running.push({ ...place, restrictionId });
    }
    return ok(effect);
  }

  const ownIds = new Set(own.map(({ restrictionId }) => restrictionId));
  for (const one of held) {
    const wasSuperseded =
      one.liftReason === "superseded" && one.supersededBy !== null && ownIds.has(one.supersededBy);
    if (!wasSuperseded || one.decisionId === decisionId || !mayRun(one)) continue;
    const inTheWay = running.find((other) => clashes(one, other));
    if (inTheWay) {
      effect.repointed.push({ restriction: one, behindId: inTheWay.restrictionId });
    } else {
      const restrictionId = newId();
      effect.reinstated.push({ restrictionId, from: one });
      running.push({ ...one, restrictionId });
    }
  }
  return ok(effect);
}
