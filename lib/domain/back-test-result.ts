import { type FirstHits, type Replay, type ReplayAccount, rulesLeftOut } from "./back-test";
import type { Policy } from "./policy";
import { answerTo, type Response } from "./policy-detectors";
import { SIGNAL_RULES, type SignalRule } from "./signal";
import type { ThresholdField } from "./threshold-field";
import type { Verdict } from "./verdict";

/** Accounts, those of them somebody decided about since, and those of these that were cleared. */
export type Judged = { accounts: number; judged: number; cleared: number };

/** All rules that flag, or one rule whatever its hits do. */
export type ScopeKey = "all" | SignalRule;

export const GROUPINGS = ["accountType", "language", "country"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A group of the accounts that sent something in the period. `key` "" unknown, "*" all smaller groups together. */
export type GroupCount = { key: string; members: number; base: number; draft: number };

/** An account on one side only. `measured` and `threshold` as a signal tells them, in milliseconds since 1970 `at`. */
export type ChangedAccount = {
  memberId: string;
  rule: SignalRule;
  measured: number | null;
  threshold: number | null;
  at: number;
  verdict: Verdict | null;
};

export type ScopeResult = {
  base: Judged;
  draft: Judged;
  newly: Judged;
  letGo: Judged;
  groups: Record<Grouping, GroupCount[]>;
  /** What the rule's hits do under each; absent for all rules together. */
  response?: { base: Response | "off"; draft: Response | "off" };
};

/** A place of a curve: accounts that crossed it, and those of them the base does not flag by this rule. */
export type CurvePoint = { at: number; accounts: Judged; extra: Judged };
export type Curve = Pick<ThresholdField, "path" | "rule" | "unit" | "crossing" | "kind"> & {
  base: number;
  draft: number;
  points: CurvePoint[];
};

/** What a back-test found. At most about a megabyte as JSON (`BACK_TEST_ROWS`). */
export type BackTestResult = {
  /** Messages read, and those of them within the period. */
  messages: number;
  counted: number;
  /** Accounts that sent something in the period. */
  members: number;
  /** Cases the hits would have opened in the period: one a member until its due time. */
  cases: { base: number; draft: number };
  leftOut: SignalRule[];
  scopes: Partial<Record<ScopeKey, ScopeResult>>;
  curves: Curve[];
  /** Furthest first, so many of each scope as there is room for. */
  newly: Partial<Record<ScopeKey, ChangedAccount[]>>;
  letGo: Partial<Record<ScopeKey, ChangedAccount[]>>;
};

/** Rows of changed accounts kept in all. */
export const BACK_TEST_ROWS = 4_000;
const GROUPS_KEPT = 40;

type VerdictOf = (memberId: string, since: number) => Verdict | null;

const none = (): Judged => ({ accounts: 0, judged: 0, cleared: 0 });

function add(judged: Judged, verdict: Verdict | null): void {
  judged.accounts += 1;
  if (!verdict) return;
  judged.judged += 1;
  if (verdict.outcome === "cleared") judged.cleared += 1;
}

function responseOf({ detectors }: Policy, rule: SignalRule): Response | "off" {
  return detectors[rule].isOn ? answerTo(detectors, rule).response : "off";
}

/** First instant an account is flagged within a scope; null when it is not. */
function flaggedAt(policy: Policy, hits: FirstHits, scope: ScopeKey): number | null {
  if (scope !== "all") return hits[scope] ?? null;
  let first: number | null = null;
  for (const rule of SIGNAL_RULES) {
    const at = hits[rule];
    if (at === undefined || responseOf(policy, rule) !== "flag") continue;
    if (first === null || at < first) first = at;
  }
  return first;
}

function keyOfGroup({ sender }: ReplayAccount, grouping: Grouping): string {
  return sender[grouping] ?? "";
}

/** The largest groups, the smaller ones together. */
function largest(groups: GroupCount[]): GroupCount[] {
  const sorted = groups.sort((a, b) => b.members - a.members || (a.key < b.key ? -1 : 1));
  const rest = sorted.slice(GROUPS_KEPT);
  if (rest.length === 0) return sorted;
  const together = { key: "*", members: 0, base: 0, draft: 0 };
  for (const group of rest) {
    together.members += group.members;
    together.base += group.base;
    together.draft += group.draft;
  }
  return [...sorted.slice(0, GROUPS_KEPT), together];
}

/** How far beyond its threshold an account went, for the order of rows. */
function excess({ measured, threshold }: ChangedAccount, isFloor: boolean): number {
  if (measured === null || threshold === null) return 0;
  if (isFloor) return threshold === 0 ? 0 : 1 - measured / threshold;
  return threshold === 0 ? measured : measured / threshold;
}

const ofScope = (scope: ScopeKey) => (rule: SignalRule) => scope === "all" || scope === rule;

/** The figure that shows best why an account is on one side: the furthest beyond its threshold. */
function changedRow(
  replay: Replay,
  account: ReplayAccount,
  side: "base" | "draft",
  scope: ScopeKey,
  verdict: Verdict | null,
): ChangedAccount {
  const hits = account[side];
  const isShown = ofScope(scope);
  const rows = replay.curves.flatMap((curve, place): { row: ChangedAccount; excess: number }[] => {
    const { rule, crossing } = curve.field;
    const reached = account.reached[place];
    if (!reached || hits[rule] === undefined || !isShown(rule)) return [];
    const row = {
      memberId: account.sender.memberId,
      rule,
      measured: reached.peak * reached.scale,
      threshold: curve[side] * reached.scale,
      at: reached.peakAt,
      verdict,
    };
    return [{ row, excess: excess(row, crossing === "below") }];
  });
  const best = rows.sort((a, b) => b.excess - a.excess)[0];
  if (best) return best.row;
  // A figure the other policy measures in another way: the hit itself is known, its measure is not.
  const [rule, at] = Object.entries(hits).find(([hit]) => isShown(hit as SignalRule)) ?? ["D1", 0];
  return {
    memberId: account.sender.memberId,
    rule: rule as SignalRule,
    measured: null,
    threshold: null,
    at,
    verdict,
  };
}

type Sides = { base: number; draft: number };
type Scoped = Pick<ScopeResult, "base" | "draft" | "newly" | "letGo"> & {
  groups: Record<Grouping, Map<string, Sides>>;
  newlyRows: ChangedAccount[];
  letGoRows: ChangedAccount[];
};

const groupMaps = <T>(): Record<Grouping, Map<string, T>> => ({
  accountType: new Map(),
  language: new Map(),
  country: new Map(),
});

const emptyScope = (): Scoped => ({
  base: none(),
  draft: none(),
  newly: none(),
  letGo: none(),
  groups: groupMaps(),
  newlyRows: [],
  letGoRows: [],
});

/** Counts an account in a scope, where either policy flags it. */
function addToScope(
  replay: Replay,
  account: ReplayAccount,
  scope: ScopeKey,
  into: Scoped,
  verdictOf: VerdictOf,
): void {
  const { plan } = replay;
  const { memberId } = account.sender;
  const baseAt = flaggedAt(plan.base, account.base, scope);
  const draftAt = flaggedAt(plan.draft, account.draft, scope);
  if (baseAt === null && draftAt === null) return;
  for (const grouping of GROUPINGS) {
    const key = keyOfGroup(account, grouping);
    const sides = into.groups[grouping].get(key) ?? { base: 0, draft: 0 };
    if (baseAt !== null) sides.base += 1;
    if (draftAt !== null) sides.draft += 1;
    into.groups[grouping].set(key, sides);
  }
  const underBase = baseAt === null ? null : verdictOf(memberId, baseAt);
  const underDraft = draftAt === null ? null : verdictOf(memberId, draftAt);
  if (baseAt !== null) add(into.base, underBase);
  if (draftAt !== null) add(into.draft, underDraft);
  if (baseAt === null) {
    add(into.newly, underDraft);
    into.newlyRows.push(changedRow(replay, account, "draft", scope, underDraft));
  } else if (draftAt === null) {
    add(into.letGo, underBase);
    into.letGoRows.push(changedRow(replay, account, "base", scope, underBase));
  }
}

function addToCurves(account: ReplayAccount, curves: Curve[], verdictOf: VerdictOf): void {
  for (const [place, curve] of curves.entries()) {
    const isExtra = account.base[curve.rule] === undefined;
    for (const [nth, since] of (account.reached[place]?.levelsAt ?? []).entries()) {
      const point = curve.points[nth];
      if (!point) break;
      const verdict = verdictOf(account.sender.memberId, since);
      add(point.accounts, verdict);
      if (isExtra) add(point.extra, verdict);
    }
  }
}

function scopeResult({ plan }: Replay, scope: ScopeKey, found: Scoped, members: MembersByGroup): ScopeResult {
  const { base, draft, newly, letGo, groups } = found;
  const counted = (grouping: Grouping): GroupCount[] =>
    largest(
      [...members[grouping]].map(([key, count]) => ({
        key,
        members: count,
        base: 0,
        draft: 0,
        ...groups[grouping].get(key),
      })),
    );
  const response =
    scope === "all"
      ? {}
      : { response: { base: responseOf(plan.base, scope), draft: responseOf(plan.draft, scope) } };
  const byGroup = {
    accountType: counted("accountType"),
    language: counted("language"),
    country: counted("country"),
  };
  return { base, draft, newly, letGo, groups: byGroup, ...response };
}

type MembersByGroup = Record<Grouping, Map<string, number>>;

function furthestFirst(rows: ChangedAccount[], floors: ReadonlySet<SignalRule>): ChangedAccount[] {
  return rows
    .map((row) => ({ row, beyond: excess(row, floors.has(row.rule)) }))
    .sort((a, b) => b.beyond - a.beyond || (a.row.memberId < b.row.memberId ? -1 : 1))
    .map(({ row }) => row);
}

/** The longest lists can be so that together they hold `most` rows. */
export function listLimit(lengths: readonly number[], most: number): number {
  let left = most;
  const sorted = [...lengths].sort((a, b) => a - b);
  for (const [nth, length] of sorted.entries()) {
    const even = Math.floor(left / (sorted.length - nth));
    if (length > even) return even;
    left -= length;
  }
  return Number.MAX_SAFE_INTEGER;
}

/** Accounts summed up before the caller gets its turn. */
const ACCOUNTS_A_TURN = 200;

/**
 * What a replay found, with what people decided since (`verdictOf`: of a member, from an instant on). Hands the turn back
 * now and then, since there may be many accounts.
 */
export function* sumUp(replay: Replay, verdictOf: VerdictOf): Generator<void, BackTestResult> {
  const { plan, accounts, messages, counted, cases } = replay;
  const scopes = new Map<ScopeKey, Scoped>([["all", emptyScope()]]);
  for (const { field, base, draft } of replay.curves)
    if (base !== draft) scopes.set(field.rule, emptyScope());
  const members: MembersByGroup = groupMaps();
  const curves = replay.curves.map(({ field, base, draft, levels }): Curve => {
    const { path, rule, unit, crossing, kind } = field;
    const points = levels.map((at) => ({ at, accounts: none(), extra: none() }));
    return { path, rule, unit, crossing, kind, base, draft, points };
  });
  let nth = 0;
  for (const account of accounts.values()) {
    for (const grouping of GROUPINGS) {
      const key = keyOfGroup(account, grouping);
      members[grouping].set(key, (members[grouping].get(key) ?? 0) + 1);
    }
    const hit = new Set([...Object.keys(account.base), ...Object.keys(account.draft)] as SignalRule[]);
    for (const scope of hit.size > 0 ? ["all" as const, ...hit] : []) {
      const into = scopes.get(scope) ?? emptyScope();
      scopes.set(scope, into);
      addToScope(replay, account, scope, into, verdictOf);
    }
    addToCurves(account, curves, verdictOf);
    if (++nth % ACCOUNTS_A_TURN === 0) yield;
  }
  const floors = new Set(curves.filter(({ crossing }) => crossing === "below").map(({ rule }) => rule));
  const lists = [...scopes.values()].flatMap(({ newlyRows, letGoRows }) => [newlyRows, letGoRows]);
  const limit = listLimit(
    lists.map(({ length }) => length),
    BACK_TEST_ROWS,
  );
  const result: BackTestResult = {
    messages,
    counted,
    members: accounts.size,
    cases,
    leftOut: rulesLeftOut(plan.base, plan.draft),
    scopes: {},
    curves,
    newly: {},
    letGo: {},
  };
  for (const [scope, found] of scopes) {
    result.scopes[scope] = scopeResult(replay, scope, found, members);
    result.newly[scope] = furthestFirst(found.newlyRows, floors).slice(0, limit);
    result.letGo[scope] = furthestFirst(found.letGoRows, floors).slice(0, limit);
    yield;
  }
  return result;
}
