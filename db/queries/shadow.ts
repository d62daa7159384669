import type { AccountType } from "@/lib/domain/member";
import type { Policy } from "@/lib/domain/policy";
import type { DraftState } from "@/lib/domain/policy-draft";
import type { SignalRule } from "@/lib/domain/signal";
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

/** A time of signals: those in force, and those of the draft `version` in the shadow. */
export type ShadowPeriod = {
  from: Date;
  until: Date;
  version: number;
  /** Rules that both raise; others would differ for no reason of the draft. */
  rules: readonly SignalRule[];
};

// Asks `signals_at`. One row per member and rule.
const RAISED = `select member_id, rule, (count(*) filter (where mode = 'live'))::int as live,
    (count(*) filter (where mode = 'shadow'))::int as shadow, max(at) filter (where mode = 'shadow') as shadow_at
  from signals where at >= $1 and at < $2 and rule = any($4::text[]) and (mode = 'live' or policy_version = $3)
  group by member_id, rule`;

const periodValues = ({ from, until, version, rules }: ShadowPeriod): unknown[] => [
  from,
  until,
  version,
  rules,
];

export type ShadowRuleRow = {
  rule: SignalRule;
  liveSignals: number;
  liveMembers: number;
  shadowSignals: number;
  shadowMembers: number;
  newly: number;
  letGo: number;
};

/** Signals and their members by rule, in force and in the shadow. */
export async function listShadowRules(ask: Ask, period: ShadowPeriod): Promise<ShadowRuleRow[]> {
  return await ask<ShadowRuleRow>(
    "shadow_rules",
    `select rule, sum(live)::int as "liveSignals", (count(*) filter (where live > 0))::int as "liveMembers",
       sum(shadow)::int as "shadowSignals", (count(*) filter (where shadow > 0))::int as "shadowMembers",
       (count(*) filter (where live = 0))::int as newly, (count(*) filter (where shadow = 0))::int as "letGo"
     from (${RAISED}) raised group by rule`,
    periodValues(period),
  );
}

export type ShadowGroupRow = {
  accountType: AccountType;
  language: string | null;
  country: string | null;
  live: number;
  shadow: number;
};

/** Members with a signal, by account type, language and country together. */
export async function listShadowGroups(ask: Ask, period: ShadowPeriod): Promise<ShadowGroupRow[]> {
  return await ask<ShadowGroupRow>(
    "shadow_groups",
    `select m.account_type as "accountType", lower(split_part(translate(m.locale, '_', '-'), '-', 1)) as language,
       m.country, (count(*) filter (where s.live > 0))::int as live, (count(*) filter (where s.shadow > 0))::int as shadow
     from (select member_id, sum(live) as live, sum(shadow) as shadow from (${RAISED}) raised group by member_id) s
     join members m using (member_id) group by 1, 2, 3`,
    periodValues(period),
  );
}

export type ShadowAccountRow = { memberId: string; displayName: string; rules: SignalRule[]; at: Date };

/** Members only the draft raised signals about that `flagging` rules of it would have acted on; the latest first. */
export async function listShadowAccounts(
  ask: Ask,
  period: ShadowPeriod,
  flagging: readonly SignalRule[],
  limit: number,
): Promise<{ rows: ShadowAccountRow[]; count: number }> {
  const found = await ask<ShadowAccountRow & { count: number }>(
    "shadow_accounts",
    `select s.member_id as "memberId", m.display_name as "displayName", s.rules, s.at, s.count from (
       select member_id, array_agg(rule order by rule) filter (where shadow > 0 and rule = any($5::text[])) as rules,
         max(shadow_at) as at, (count(*) over ())::int as count
       from (${RAISED}) raised group by member_id
       having sum(live) = 0 and bool_or(shadow > 0 and rule = any($5::text[]))
       order by max(shadow_at) desc, member_id limit $6) s
     join members m using (member_id) order by s.at desc, s.member_id`,
    [...periodValues(period), flagging, limit],
  );
  return { rows: found.map(({ count: _, ...row }) => row), count: found[0]?.count ?? 0 };
}
