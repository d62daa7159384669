import type { AcceptsMessagesFrom, AccountType, FingerprintKind, Profile } from "@/lib/domain/member";
import { arrayText } from "./array-text";
import type { NamedQuery } from "./ask";

/** A member as the platform describes it; instants RFC 3339. */
export type MemberRow = {
  memberId: string;
  accountType: AccountType;
  displayName: string;
  joinedAt: string;
  connectionCount: number;
  profile: Profile;
  email: string | null;
  locale: string | null;
  country: string | null;
  acceptsMessagesFrom: AcceptsMessagesFrom;
  isFollowersOnlyPage: boolean;
};

// `xmax = 0` tells an inserted row from an updated one.
const SAVE_MEMBERS = `
  insert into members (member_id, account_type, display_name, joined_at, connection_count, profile, email, locale, country,
    accepts_messages_from, is_followers_only_page, updated_at, op_id)
  select m."memberId", m."accountType", m."displayName", m."joinedAt", m."connectionCount", m.profile, m.email, m.locale,
    m.country, m."acceptsMessagesFrom", m."isFollowersOnlyPage", now(), $2
  from jsonb_to_recordset($1::jsonb) as m("memberId" text, "accountType" text, "displayName" text, "joinedAt" timestamptz,
    "connectionCount" integer, profile jsonb, email text, locale text, country text, "acceptsMessagesFrom" text,
    "isFollowersOnlyPage" boolean)
  order by m."memberId"
  on conflict (member_id) do update set account_type = excluded.account_type, display_name = excluded.display_name,
    joined_at = excluded.joined_at, connection_count = excluded.connection_count, profile = excluded.profile,
    email = excluded.email, locale = excluded.locale, country = excluded.country,
    accepts_messages_from = excluded.accepts_messages_from, is_followers_only_page = excluded.is_followers_only_page,
    updated_at = excluded.updated_at, op_id = excluded.op_id
  returning member_id as "memberId", (xmax = 0) as "isNew"`;

/** Creates or replaces members by id; each id at most once. Returns which of them are new. */
export async function saveMembers(
  op: NamedQuery,
  rows: MemberRow[],
): Promise<{ memberId: string; isNew: boolean }[]> {
  return await op.query("member_save", SAVE_MEMBERS, [JSON.stringify(rows), op.operationId]);
}

const SAVE_FINGERPRINTS = `
  insert into member_fingerprints (member_id, kind, hash, seen_at, op_id)
  select distinct f."memberId", f.kind, f.hash, now(), $2::uuid
  from jsonb_to_recordset($1::jsonb) as f("memberId" text, kind text, hash text)
  order by 1, 2, 3
  on conflict (member_id, kind, hash) do update set seen_at = excluded.seen_at, op_id = excluded.op_id`;

/** Adds fingerprints, or marks them seen again. A fingerprint once seen is never taken back: it links accounts (D22). */
export async function saveFingerprints(
  op: NamedQuery,
  rows: { memberId: string; kind: FingerprintKind; hash: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await op.query("member_fingerprints_save", SAVE_FINGERPRINTS, [JSON.stringify(rows), op.operationId]);
}

/** A sender as far as the thresholds of detectors depend on who it is. */
export type SenderRow = { memberId: string; accountType: AccountType; connectionCount: number };

/** Those of these ids that are members, by id. */
export async function listSenders(op: NamedQuery, memberIds: string[]): Promise<Map<string, SenderRow>> {
  const rows = await op.query<SenderRow>(
    "member_senders",
    `select member_id as "memberId", account_type as "accountType", connection_count as "connectionCount"
     from members where member_id = any($1::text[])`,
    [arrayText(memberIds)],
  );
  return new Map(rows.map((row) => [row.memberId, row]));
}
