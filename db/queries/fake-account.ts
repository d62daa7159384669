import type { Ask } from "./ask";

/** A name to look for: as an eye reads it, whose it is, and how old that account is. */
export type SoughtName = {
  memberId: string;
  /** `nameSkeleton` of the display name. */
  skeleton: string;
  joinedAt: Date;
  /** Any older account counts, not only a company page: people may share a name, not a disguise. */
  isDisguised: boolean;
};

// The expression of the index members_name.
const LIST_NAMESAKES = `
  select wanted."memberId", other.member_id as "namesakeId"
  from jsonb_to_recordset($1::jsonb) as wanted("memberId" text, skeleton text, "joinedAt" timestamptz, "isDisguised" boolean)
  cross join lateral (
    select m.member_id from members m
    where lower(m.display_name) = wanted.skeleton and m.member_id <> wanted."memberId"
      and m.joined_at < wanted."joinedAt" and (wanted."isDisguised" or m.account_type = 'company_page')
    limit 1) other`;

/** An older account each of these names reads like; names without one are left out. */
export async function listNamesakes(ask: Ask, names: SoughtName[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await ask<{ memberId: string; namesakeId: string }>("fake_namesakes", LIST_NAMESAKES, [
    JSON.stringify(names),
  ]);
  return new Map(rows.map((row) => [row.memberId, row.namesakeId]));
}
