import type { Policy } from "@/lib/domain/policy";
import type { DraftState } from "@/lib/domain/policy-draft";
import type { Ask, NamedQuery } from "./ask";

/** The draft that runs in the shadow now, or null. Asks `policy_drafts_one_shadow`. */
export async function findRunningShadow(
  ask: Ask,
): Promise<{ draftId: string; version: number; policy: Policy } | null> {
  const [found] = await ask<{ draftId: string; version: number; policy: Policy }>(
    "shadow_running",
    `select draft_id as "draftId", version, policy from policy_drafts
     where shadow_from is not null and shadow_until is null`,
    [],
  );
  return found ?? null;
}

export type ShadowDraft = {
  draftId: string;
  version: number;
  state: DraftState;
  revision: number;
  shadowFrom: Date | null;
  shadowUntil: Date | null;
};

const DRAFT = `select draft_id as "draftId", version, state, revision, shadow_from as "shadowFrom",
  shadow_until as "shadowUntil" from policy_drafts where draft_id = $1`;

/** A draft as far as its shadow run goes. */
export async function findShadowDraft(ask: Ask, draftId: string): Promise<ShadowDraft | null> {
  return (await ask<ShadowDraft>("shadow_draft", DRAFT, [draftId]))[0] ?? null;
}

/**
 * The same under a lock, and one that all starts and ends of shadow runs wait for: the index that allows one at a time
 * would otherwise turn a race into a fault.
 */
export async function lockShadowDraft(op: NamedQuery, draftId: string): Promise<ShadowDraft | null> {
  await op.query("shadow_lock", "select pg_advisory_xact_lock(hashtextextended('policy.shadow', 0))", []);
  return (await op.query<ShadowDraft>("shadow_draft_lock", `${DRAFT} for update`, [draftId]))[0] ?? null;
}

/** Begins a shadow run of a draft now. */
export async function saveShadowStart(op: NamedQuery, draftId: string, at: Date): Promise<void> {
  await op.query(
    "shadow_start",
    "update policy_drafts set shadow_from = $2, shadow_until = null, op_id = $3 where draft_id = $1",
    [draftId, at, op.operationId],
  );
}

/** Ends the shadow run of a draft, if it has one; returns whether it had. */
export async function saveShadowEnd(op: NamedQuery, draftId: string, at: Date): Promise<boolean> {
  const ended = await op.query(
    "shadow_end",
    `update policy_drafts set shadow_until = greatest($2, shadow_from), op_id = $3
     where draft_id = $1 and shadow_from is not null and shadow_until is null returning 1`,
    [draftId, at, op.operationId],
  );
  return ended.length > 0;
}
