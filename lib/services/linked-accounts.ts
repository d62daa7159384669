import { v5 as uuidv5 } from "uuid";
import type { Database } from "@/db/connect";
import type { Ask } from "@/db/queries/ask";
import {
  listActive,
  listCarried,
  listRestricted,
  listShared,
  type RestrictedMember,
} from "@/db/queries/linked-accounts";
import { listRaised } from "@/db/queries/signal";
import type { Actor } from "@/lib/domain/actor";
import type { Hit } from "@/lib/domain/detector";
import { couldLink, evasionHit, linksOf, type SharedFingerprint } from "@/lib/domain/linked-accounts";
import type { Policy } from "@/lib/domain/policy";
import { ok, type Result } from "@/lib/domain/result";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/utc-day";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";
import { type Measuring, measurings, recordHits } from "./signal";

/**
 * What these accounts share with others, of those that share enough for a link under one of the policies: an office
 * network alone is not followed up.
 */
export async function findShared(
  ask: Ask,
  memberIds: string[],
  policies: Policy[],
): Promise<SharedFingerprint[]> {
  if (memberIds.length === 0) return [];
  const carried = Map.groupBy(await listCarried(ask, memberIds), (one) => one.memberId);
  const linkable = [...carried]
    .filter(([, own]) => policies.some(({ detectors }) => couldLink(own, detectors.D22)))
    .map(([memberId]) => memberId);
  return linkable.length === 0 ? [] : listShared(ask, linkable);
}

/** Accounts among these that look like the way round a restriction of an account they are linked to (D22). */
export async function evasionHits(
  op: Operation,
  measuring: Measuring,
  shared: SharedFingerprint[],
): Promise<Hit[]> {
  const { policy } = measuring;
  const links = Map.groupBy(linksOf(shared, policy.detectors.D22), (link) => link.memberId);
  if (!policy.detectors.D22.isOn || links.size === 0) return [];
  const memberIds = [...links.keys()];
  const around = [...new Set([...links.values()].flat().flatMap((link) => [link.memberId, link.otherId]))];
  const [restrictedRows, raisedRows] = await Promise.all([
    listRestricted(op.query, around, op.at),
    listRaised(op.query, memberIds, ["D22"], measuring),
  ]);
  const restricted = new Map(restrictedRows.map((row): [string, RestrictedMember] => [row.memberId, row]));
  const raised = new Map(raisedRows.map((row) => [row.memberId, row.at]));
  return [...links].flatMap(([memberId, own]) => {
    const surroundings = { links: own, restricted, raisedAt: raised.get(memberId) ?? null };
    return evasionHit(policy, memberId, surroundings, op.at) ?? [];
  });
}

const DETECTOR: Actor = { kind: "system", id: "linked-accounts" };
const DETECTIONS = "0198f0a0-0000-5000-8000-000000000022";

/** When linked accounts are looked at after a restriction began, ms; only while it is in force. */
const LOOKS_AFTER_MS = [15 * MINUTE_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS];

/** A look at the accounts linked to a restricted one. */
export type LinkedLook = { memberId: string; decisionId: string; nth: number };

/** Plans a look at the linked accounts of a member that was restricted at `restrictedAt`; nothing after the last one. */
export function planLinkedLook(
  op: Operation,
  { memberId, decisionId, nth }: LinkedLook,
  restrictedAt: Date,
): void {
  const afterMs = LOOKS_AFTER_MS[nth];
  if (afterMs === undefined) return;
  op.enqueue({
    task: "detect_linked",
    payload: { memberId, decisionId, nth, restrictedAt: restrictedAt.toISOString() },
    runAt: new Date(restrictedAt.getTime() + afterMs),
    key: `detect_linked:${decisionId}:${nth}`,
  });
}

/**
 * Looks whether accounts linked to a restricted one sent something since it was restricted, and raises D22 about those.
 * Repeated with the same look it does nothing more. Plans the next look while the restriction is in force.
 * @returns how many accounts are linked, and how many signals were raised by the policy in force.
 */
export async function lookAtLinked(
  database: Database,
  look: LinkedLook & { restrictedAt: string },
): Promise<Result<{ linked: number; raised: number }, OperationRefusal>> {
  const measured = await measurings(database);
  const { memberId, decisionId, nth } = look;
  const restrictedAt = new Date(look.restrictedAt);
  return runOperation<{ linked: number; raised: number }, never>(
    database,
    {
      operationId: uuidv5(`${decisionId}:${nth}`, DETECTIONS),
      actor: DETECTOR,
      command: "signal.record",
      payload: look,
    },
    async (op) => {
      const policies = measured.map(({ policy }) => policy);
      const [restricted] = await listRestricted(op.query, [memberId], op.at);
      const own = restricted ? await findShared(op.query, [memberId], policies) : [];
      const others = [...new Set(own.map((one) => one.otherId))];
      const active = others.length > 0 ? await listActive(op.query, others, restrictedAt) : [];
      const shared = await findShared(op.query, active, policies);
      let raised = 0;
      for (const measuring of measured) {
        const hits = await evasionHits(op, measuring, shared);
        await recordHits(op, measuring, hits);
        if (measuring.mode === "live") raised = hits.length;
      }
      if (restricted) planLinkedLook(op, { memberId, decisionId, nth: nth + 1 }, restrictedAt);
      const answer = { linked: others.length, raised };
      op.audit({ subjectType: "member", subjectId: memberId, data: { decisionId, nth, ...answer } });
      return ok(answer);
    },
  );
}
