import type pg from "pg";
import type { CaseKind } from "@/lib/domain/case";
import type { QueueCase, QueueConditions, QueueCursor } from "@/lib/domain/queue";
import { hasWord, startsWith } from "./prefix";

/** Who asks, and when: `held` and exclusions are told from it. */
export type QueueReader = { staffId: string; at: Date };

/** Runs statements: a pool, or an operation's connection. */
export type Queryable = Pick<pg.Pool, "query">;

const COLUMNS = `c.case_id as "caseId", c.reference, c.kind, c.severity, c.category, c.channel, c.language,
  c.member_id as "memberId", c.member_name as "memberName", c.account_type as "accountType", c.opened_at as "openedAt",
  c.due_at as "dueAt", c.why, c.report_count as "reportCount", c.strongest_signal as "strongestSignal",
  c.claimed_by as "claimedBy", s.display_name as "claimedByName", c.claim_expires_at as "claimExpiresAt",
  c.excluded_staff_ids as "excludedStaffIds"`;

/** Collects values and hands out their places ($1, $2, …). */
export function placing(): { values: unknown[]; place: (value: unknown) => string } {
  const values: unknown[] = [];
  return { values, place: (value) => `$${values.push(value)}` };
}

/** What a person types to find an open case: the beginning of its reference, of the member's id, or of a word of the name. */
function searchCondition(q: string, place: (value: unknown) => string): string {
  const text = `${place(q)}::text`;
  const reference = startsWith("c.reference", `upper(${text})`);
  if (/^(cs|ap)-/i.test(q)) return reference;
  return `(${reference} or ${startsWith("c.member_id", text)} or ${hasWord("c.member_name", text)})`;
}

/**
 * The conditions of a filter on open cases, without the kind. The predicate of the partial indexes is literal: as a
 * parameter it would miss them.
 */
export function filterConditions(
  filter: QueueConditions,
  reader: QueueReader,
  place: (value: unknown) => string,
): string[] {
  const { severity, category, channel, language, account, held, overdue, q } = filter;
  const conditions = ["c.state = 'open'"];
  if (severity) conditions.push(`c.severity = ${place(severity)}`);
  if (category) conditions.push(`c.category = ${place(category)}`);
  if (channel) conditions.push(`c.channel = ${place(channel)}`);
  if (language) conditions.push(`c.language = ${place(language)}`);
  if (account) conditions.push(`c.account_type = ${place(account)}`);
  if (overdue) conditions.push(`c.due_at <= ${place(reader.at)}`);
  if (held === "free") conditions.push(`(c.claimed_by is null or c.claim_expires_at <= ${place(reader.at)})`);
  if (held === "me") {
    conditions.push(`c.claimed_by = ${place(reader.staffId)} and c.claim_expires_at > ${place(reader.at)}`);
  }
  if (held === "others") {
    conditions.push(
      `c.claimed_by is not null and c.claimed_by <> ${place(reader.staffId)} and c.claim_expires_at > ${place(reader.at)}`,
    );
  }
  if (q) conditions.push(searchCondition(q, place));
  return conditions;
}

/** Each kind in the order of its own index, merged: as cheap for a rare kind as for a common one. */
function byKind(kinds: readonly CaseKind[] | null, branch: (kind: string | null) => string): string {
  if (kinds === null) return branch(null);
  return kinds.map((kind) => `(${branch(kind)})`).join(" union all ");
}

/**
 * One page of open cases, earliest deadline first, after a cursor. Keyset over the partial indexes: the same cost at any
 * depth. `strikes` is left at 0: it lives with the member.
 */
export async function listQueueCases(
  client: Queryable,
  params: {
    filter: QueueConditions;
    kinds: readonly CaseKind[] | null;
    reader: QueueReader;
    after: QueueCursor | null;
    limit: number;
  },
): Promise<QueueCase[]> {
  const { filter, kinds, reader, after, limit } = params;
  if (kinds?.length === 0) return [];
  const { values, place } = placing();
  const rows = place(limit);
  const conditions = filterConditions(filter, reader, place);
  const isPlain = conditions.length === 1;
  if (after)
    conditions.push(
      `(c.due_at, c.case_id) > (${place(after.dueAt)}::timestamptz, ${place(after.caseId)}::uuid)`,
    );
  const inner = byKind(
    kinds,
    (
      kind,
    ) => `select c.* from cases c where ${[...conditions, ...(kind ? [`c.kind = '${kind}'`] : [])].join(" and ")}
      order by c.due_at, c.case_id limit ${rows}`,
  );
  const text = `select ${COLUMNS}, 0 as strikes from (${inner}) c left join staff s on s.staff_id = c.claimed_by
    order by c.due_at, c.case_id limit ${rows}`;
  // Only the unfiltered pages are prepared: their number is small, filters multiply.
  const name = isPlain ? { name: `queue_list_${kinds?.join("_") ?? "all"}${after ? "_after" : ""}` } : {};
  const result = await client.query<QueueCase>({ ...name, text, values });
  return result.rows;
}

/** Strikes that still count, of each of these members. */
export async function listActiveStrikes(
  client: Queryable,
  memberIds: readonly string[],
  at: Date,
): Promise<Map<string, number>> {
  const result = await client.query<{ memberId: string; strikes: number }>({
    name: "queue_strikes",
    text: `select member_id as "memberId", count(*)::int as strikes from strikes
      where member_id = any($1) and removed_at is null and expires_at > $2 group by member_id`,
    values: [memberIds, at],
  });
  return new Map(result.rows.map((row) => [row.memberId, row.strikes]));
}

/** How many open cases a filter holds, counting no further than `cap` + 1. */
export async function countQueueCases(
  client: Queryable,
  params: { filter: QueueConditions; kinds: readonly CaseKind[] | null; reader: QueueReader; cap: number },
): Promise<number> {
  const { filter, kinds, reader, cap } = params;
  if (kinds?.length === 0) return 0;
  const { values, place } = placing();
  const rows = place(cap + 1);
  const conditions = filterConditions(filter, reader, place);
  if (kinds) conditions.push(`c.kind = any(${place(kinds)})`);
  const text = `select count(*)::int as count from (
    select 1 from cases c where ${conditions.join(" and ")} limit ${rows}) counted`;
  const result = await client.query<{ count: number }>({ text, values });
  return result.rows[0]?.count ?? 0;
}

export type KindCount = { kind: CaseKind; open: number; overdue: number; oldestOpenedAt: Date | null };

/**
 * Open and overdue cases of each kind and the oldest of them, over the first `cap` + 1 by due time: the cost is bounded
 * whatever the backlog. Past the cap the oldest is the oldest of those due first.
 */
export async function countQueueByKind(
  client: Queryable,
  kinds: readonly CaseKind[],
  cap: number,
  at: Date,
): Promise<KindCount[]> {
  const branches = kinds.map(
    (kind) => `select '${kind}' as kind, count(*)::int as open,
      (count(*) filter (where due_at <= $2))::int as overdue, min(opened_at) as "oldestOpenedAt"
      from (select due_at, opened_at from cases where state = 'open' and kind = '${kind}' order by due_at, case_id limit $1) counted`,
  );
  const result = await client.query<KindCount>({
    name: "queue_counts",
    text: branches.join(" union all "),
    values: [cap + 1, at],
  });
  return result.rows;
}

/** How many open cases a person's running leases hold. */
export async function countHeldBy(client: Queryable, reader: QueueReader): Promise<number> {
  const result = await client.query<{ count: number }>({
    name: "queue_held",
    text: `select count(*)::int as count from cases
      where state = 'open' and claimed_by = $1 and claim_expires_at > $2`,
    values: [reader.staffId, reader.at],
  });
  return result.rows[0]?.count ?? 0;
}
