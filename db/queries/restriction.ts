import type { Channel } from "@/lib/domain/channel";
import type { NoticeContent } from "@/lib/domain/notice";
import type { Restriction } from "@/lib/domain/restriction";
import type { Audience } from "@/lib/domain/scope";
import type { Ask } from "./ask";

/** A restriction as `restrictionsJson` selects it. */
export type RestrictionJson = Omit<Restriction, "scope" | "startsAt" | "endsAt" | "liftedAt"> & {
  channels: Channel[];
  directions: Restriction["scope"]["directions"];
  audience: Audience;
  counterparts: string[];
  startsAt: string;
  endsAt: string | null;
};

/** The restriction that was selected as JSON. */
export function restrictionOf(found: RestrictionJson): Restriction {
  const { channels, directions, audience, counterparts, ...rest } = found;
  return {
    ...rest,
    scope: { channels, directions, audience, counterparts },
    startsAt: new Date(found.startsAt),
    endsAt: found.endsAt === null ? null : new Date(found.endsAt),
    liftedAt: null,
  };
}

// The predicates of the exclusion constraint's index: what is over costs nothing, however much of it there is.
/** Restrictions `r` that limit their member now; a warning does not. */
export const LIMITING = `r.lifted_at is null and r.measure <> 'warning' and tstzrange(r.starts_at, r.ends_at, '[)') @> now()`;
const ANY = `r.lifted_at is null and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now())`;
/** SQL for the restrictions of the member `m` that meet a predicate over `r`, as one JSON list. */
export const restrictionsJson = (predicate: string): string => `
  coalesce((select jsonb_agg(jsonb_build_object('restrictionId', r.restriction_id, 'decisionId', r.decision_id,
    'measure', r.measure, 'channels', r.channels, 'directions', r.directions, 'audience', r.audience,
    'counterparts', r.counterparts, 'capPerDay', r.cap_per_day, 'startsAt', r.starts_at, 'endsAt', r.ends_at,
    'policyClause', r.policy_clause))
  from restrictions r where r.member_id = m.member_id and ${predicate}), '[]'::jsonb)`;

export type StandingRecords = {
  at: Date;
  restrictions: Restriction[];
  /** Strikes that still count. */
  strikes: number;
  latestNoticeId: string | null;
};

const FIND_STANDING = `
  select date_trunc('milliseconds', now()) as at, ${restrictionsJson(ANY)} as restrictions,
    (select count(*)::int from strikes s
      where s.member_id = m.member_id and s.removed_at is null and s.expires_at > now()) as strikes,
    (select n.notice_id from notices n where n.member_id = m.member_id
      order by n.created_at desc, n.notice_id desc limit 1) as "latestNoticeId"
  from members m where m.member_id = $1`;

/** The records a member's standing follows from; null when the member is unknown. */
export async function findStandingRecords(ask: Ask, memberId: string): Promise<StandingRecords | null> {
  const [found] = await ask<Omit<StandingRecords, "restrictions"> & { restrictions: RestrictionJson[] }>(
    "restriction_standing",
    FIND_STANDING,
    [memberId],
  );
  return found ? { ...found, restrictions: found.restrictions.map(restrictionOf) } : null;
}

/** The notice that told a member of a decision. */
export type DecisionNotice = {
  decisionId: string;
  noticeId: string;
  content: NoticeContent;
  acknowledgedAt: Date | null;
  hasAppeal: boolean;
};

const LIST_NOTICES = `
  select distinct on (n.decision_id) n.decision_id as "decisionId", n.notice_id as "noticeId", n.content,
    n.acknowledged_at as "acknowledgedAt",
    exists (select 1 from appeals a where a.decision_id = n.decision_id) as "hasAppeal"
  from notices n where n.member_id = $1 and n.decision_id = any($2::uuid[]) and n.kind <> 'appeal_received'
  order by n.decision_id, n.created_at desc`;

/** The latest notice of each of these decisions about a member. */
export function listNoticesOf(ask: Ask, memberId: string, decisionIds: string[]): Promise<DecisionNotice[]> {
  return ask<DecisionNotice>("restriction_notices", LIST_NOTICES, [memberId, [...new Set(decisionIds)]]);
}
