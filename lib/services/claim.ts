import type { Database } from "@/db/connect";
import { findStaffName } from "@/db/queries/decision";
import { filterConditions, placing } from "@/db/queries/queue";
import type { ClaimView, ClaimViewRefusal } from "@/lib/contracts/claim";
import { kindsOf, NO_FILTER, type QueueFilter } from "@/lib/contracts/queue";
import type { StaffActor } from "@/lib/domain/actor";
import {
  CLAIM_LEASE_MS,
  type ClaimableCase,
  type ClaimRefusal,
  checkClaimable,
  checkHolder,
  type HolderRefusal,
} from "@/lib/domain/case";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";

type Claimed<T> = Promise<Result<T, ClaimViewRefusal | OperationRefusal>>;
type FoundCase = ClaimableCase & { caseId: string; reference: string };

function leaseFrom(at: Date): Date {
  return new Date(at.getTime() + CLAIM_LEASE_MS);
}

async function lockCase(op: Operation, caseId: string): Promise<FoundCase | null> {
  const rows = await op.query<FoundCase>(
    "claim_lock_case",
    `select case_id as "caseId", reference, state, claimed_by as "claimedBy", claim_expires_at as "claimExpiresAt",
       excluded_staff_ids as "excludedStaffIds"
     from cases where case_id = $1 for update`,
    [caseId],
  );
  return rows[0] ?? null;
}

async function named(op: Operation, refusal: ClaimRefusal | HolderRefusal) {
  if (refusal.code !== "case_held_by_other") return refuse(refusal);
  const name = (await findStaffName(op.query, refusal.staffId)) ?? "Somebody else";
  return refuse({ ...refusal, name, expiresAt: refusal.expiresAt.toISOString() });
}

/** A claim stands in the case's trail once, not at each renewal. */
function record(op: Operation, caseId: string, data: { isRenewal: boolean; isNext: boolean }): void {
  op.audit({ subjectType: "case", subjectId: caseId, data });
  op.hint({ topic: "queue", id: caseId });
}

/**
 * Takes a case for 15 minutes, or renews one's own lease.
 * Refusals: `case_not_found`, `case_decided`, `case_excluded` (had a part in the decision appealed against),
 * `case_held_by_other` with who and until when, `forbidden`.
 */
export async function claim(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  input: { caseId: string; operationId?: string },
): Claimed<ClaimView> {
  const request = {
    ...(input.operationId ? { operationId: input.operationId } : {}),
    actor,
    command: "case.claim",
    permission: "case.claim",
    payload: { caseId: input.caseId },
  } as const;
  return runOperation<ClaimView, ClaimViewRefusal>(database, request, async (op) => {
    const found = await lockCase(op, input.caseId);
    if (!found) return refuse({ code: "case_not_found" });
    const allowed = checkClaimable(found, actor.id, op.at);
    if (!allowed.ok) return named(op, allowed.error);
    const isRenewal = found.claimedBy === actor.id;
    const expiresAt = leaseFrom(op.at);
    await op.query(
      "claim_take",
      `update cases set claimed_by = $2, claim_expires_at = $3, op_id = $4,
         claimed_at = case when claimed_by = $2 then claimed_at else $5 end
       where case_id = $1`,
      [found.caseId, actor.id, expiresAt, op.operationId, op.at],
    );
    record(op, found.caseId, { isRenewal, isNext: false });
    return ok({ caseId: found.caseId, reference: found.reference, expiresAt: expiresAt.toISOString() });
  });
}

/**
 * What "Review next" asks: the earliest of one's own, else the earliest anybody may take, passing over locked rows. What
 * this person handed on comes last, so that handing on leads to another case and nothing starves.
 */
function nextStatement(filter: QueueFilter, staffId: string, op: Operation) {
  const kinds = kindsOf(filter);
  const { values, place } = placing();
  const me = place(staffId);
  const at = place(op.at);
  const conditions = filterConditions(filter, { staffId, at: op.at }, place);
  const isPlain = conditions.length === 1;
  if (kinds?.length === 1) conditions.push(`c.kind = '${kinds[0]}'`);
  else if (kinds) conditions.push(`c.kind in (${kinds.map((kind) => `'${kind}'`).join(", ")})`);
  const where = conditions.join(" and ");
  const free = `select c.case_id from cases c where ${where} and (c.claimed_by is null or c.claim_expires_at <= ${at})
        and not (${me} = any(c.excluded_staff_ids))`;
  const text = `with held as (
      select c.case_id from cases c where ${where} and c.claimed_by = ${me} and c.claim_expires_at > ${at}
      order by c.due_at, c.case_id limit 1 for update),
    free as (
      ${free} and not (${me} = any(c.handed_on_by)) and not exists (select 1 from held)
      order by c.due_at, c.case_id limit 1 for update skip locked),
    again as (
      ${free} and ${me} = any(c.handed_on_by) and not exists (select 1 from held) and not exists (select 1 from free)
      order by c.due_at, c.case_id limit 1 for update skip locked),
    picked as (select case_id, true as "isRenewal" from held union all select case_id, false from free
      union all select case_id, false from again)
    update cases c set claimed_by = ${me}, claim_expires_at = ${place(leaseFrom(op.at))}, op_id = ${place(op.operationId)},
      claimed_at = case when picked."isRenewal" then c.claimed_at else ${at} end
    from picked where c.case_id = picked.case_id
    returning c.case_id as "caseId", c.reference, picked."isRenewal"`;
  return { name: isPlain ? `claim_next_${kinds?.join("_") ?? "all"}` : "", text, values };
}

/**
 * "Review next": the earliest due case of one's own that is still held, else the earliest one nobody holds, within the
 * filter. Cases others are taking at this moment are passed over, so that no two people get the same one.
 *
 * @returns null when nothing is due for this person. Refusals: `forbidden`.
 */
export async function claimNext(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  input: { filter?: QueueFilter; operationId?: string } = {},
): Promise<Result<ClaimView | null, { code: "nothing_due" } | OperationRefusal>> {
  const filter = input.filter ?? NO_FILTER;
  if (kindsOf(filter)?.length === 0) return ok(null);
  const request = {
    ...(input.operationId ? { operationId: input.operationId } : {}),
    actor,
    command: "case.claim",
    permission: "case.claim",
    payload: { next: { ...filter } },
  } as const;
  const answer = await runOperation<ClaimView, { code: "nothing_due" }>(database, request, async (op) => {
    const next = nextStatement(filter, actor.id, op);
    // One person's second press waits for the first and then gets the same case.
    const [, rows] = await Promise.all([
      op.query("claim_person", "select pg_advisory_xact_lock(hashtextextended($1, 2))", [actor.id]),
      op.query<{ caseId: string; reference: string; isRenewal: boolean }>(next.name, next.text, next.values),
    ]);
    const [taken] = rows;
    if (!taken) return refuse({ code: "nothing_due" });
    record(op, taken.caseId, { isRenewal: taken.isRenewal, isNext: true });
    return ok({
      caseId: taken.caseId,
      reference: taken.reference,
      expiresAt: leaseFrom(op.at).toISOString(),
    });
  });
  if (!answer.ok && answer.error.code === "nothing_due") return ok(null);
  return answer;
}

/**
 * Renews the lease while the case page is open. Leaves no audit entry; its operation row is its trail.
 * Refusals: `case_held_by_other` when the lease lapsed and somebody else took the case, `case_not_claimed`,
 * `case_decided`, `case_not_found`, `forbidden`.
 */
export async function heartbeat(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  input: { caseId: string },
): Claimed<ClaimView> {
  const request = {
    actor,
    command: "case.heartbeat",
    permission: "case.claim",
    payload: { ...input },
  } as const;
  return runOperation<ClaimView, ClaimViewRefusal>(database, request, async (op) => {
    const found = await lockCase(op, input.caseId);
    if (!found) return refuse({ code: "case_not_found" });
    const held = checkHolder(found, actor.id, op.at);
    if (!held.ok) return named(op, held.error);
    const expiresAt = leaseFrom(op.at);
    await op.query("claim_renew", "update cases set claim_expires_at = $2, op_id = $3 where case_id = $1", [
      found.caseId,
      expiresAt,
      op.operationId,
    ]);
    return ok({ caseId: found.caseId, reference: found.reference, expiresAt: expiresAt.toISOString() });
  });
}

/**
 * "Hand on": gives the case back to its place in the queue; no reason is asked. Another case comes next for this person.
 * Refusals: as `heartbeat`.
 */
export async function release(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  input: { caseId: string },
): Claimed<{ caseId: string; reference: string }> {
  const request = {
    actor,
    command: "case.release",
    permission: "case.claim",
    payload: { ...input },
  } as const;
  return runOperation<{ caseId: string; reference: string }, ClaimViewRefusal>(
    database,
    request,
    async (op) => {
      const found = await lockCase(op, input.caseId);
      if (!found) return refuse({ code: "case_not_found" });
      const held = checkHolder(found, actor.id, op.at);
      if (!held.ok) return named(op, held.error);
      await op.query(
        "claim_release",
        `update cases set claimed_by = null, claimed_at = null, claim_expires_at = null, op_id = $2,
           handed_on_by = array_append(array_remove(handed_on_by, $3::uuid), $3::uuid)
         where case_id = $1`,
        [found.caseId, op.operationId, actor.id],
      );
      op.audit({ subjectType: "case", subjectId: found.caseId });
      op.hint({ topic: "queue", id: found.caseId });
      return ok({ caseId: found.caseId, reference: found.reference });
    },
  );
}
