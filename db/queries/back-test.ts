import type {
  BackTestResult,
  ChangedAccount,
  Curve,
  ScopeKey,
  ScopeResult,
} from "@/lib/domain/back-test-result";
import type { Outcome } from "@/lib/domain/case";
import type { ChosenMeasure } from "@/lib/domain/decision";
import type { AccountType } from "@/lib/domain/member";
import type { Policy } from "@/lib/domain/policy";
import type { BackTestState, DraftState } from "@/lib/domain/policy-draft";
import type { SignalRule } from "@/lib/domain/signal";
import type { Ask, NamedQuery } from "./ask";

/** All starts of back-tests wait for each other: one runs at a time. */
export async function lockBackTests(op: NamedQuery): Promise<void> {
  await op.query("back_test_lock", "select pg_advisory_xact_lock(hashtextextended('back_test', 0))", []);
}

export type TestedDraft = {
  draftId: string;
  version: number;
  baseVersion: number;
  revision: number;
  state: DraftState;
  policy: Policy;
};

/** A draft as a back-test takes it. */
export async function findTestedDraft(ask: Ask, draftId: string): Promise<TestedDraft | null> {
  const [found] = await ask<TestedDraft>(
    "back_test_draft",
    `select draft_id as "draftId", version, base_version as "baseVersion", revision, state, policy
     from policy_drafts where draft_id = $1`,
    [draftId],
  );
  return found ?? null;
}

/** The run that is waiting or under way, if there is one. */
export async function findUnfinishedBackTest(
  ask: Ask,
): Promise<{ backTestId: string; version: number } | null> {
  const [found] = await ask<{ backTestId: string; version: number }>(
    "back_test_unfinished",
    `select b.back_test_id as "backTestId", d.version from back_tests b join policy_drafts d using (draft_id)
     where b.state in ('queued', 'running') limit 1`,
    [],
  );
  return found ?? null;
}

/** Adds a run, waiting. */
export async function saveBackTest(
  op: NamedQuery,
  run: { backTestId: string; draft: TestedDraft; from: Date; until: Date; startedBy: string; at: Date },
): Promise<void> {
  const { draft } = run;
  await op.query(
    "back_test_save",
    `insert into back_tests (back_test_id, draft_id, revision, policy, base_version, "from", until, started_by,
       started_at, op_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      run.backTestId,
      draft.draftId,
      draft.revision,
      JSON.stringify(draft.policy),
      draft.baseVersion,
      run.from,
      run.until,
      run.startedBy,
      run.at,
      op.operationId,
    ],
  );
}

/** Ends an unfinished run as cancelled; returns whether it was unfinished. */
export async function saveBackTestCancelled(op: NamedQuery, backTestId: string, at: Date): Promise<boolean> {
  const cancelled = await op.query(
    "back_test_cancel",
    `update back_tests set state = 'cancelled', cancelled_at = $2, finished_at = $2, result = null, op_id = $3
     where back_test_id = $1 and state in ('queued', 'running') returning 1`,
    [backTestId, at, op.operationId],
  );
  return cancelled.length > 0;
}

export type ClaimedBackTest = {
  backTestId: string;
  version: number;
  from: Date;
  until: Date;
  draft: Policy;
  base: Policy;
  attempts: number;
};

/**
 * Takes a waiting run, or one nobody has written to for `staleSeconds`: its worker is gone. The row's operation is from
 * now on the runner's, by which it knows that the run is still its own. Null when there is nothing to take.
 */
export async function claimBackTest(
  op: NamedQuery,
  backTestId: string,
  staleSeconds: number,
): Promise<ClaimedBackTest | null> {
  const [found] = await op.query<ClaimedBackTest>(
    "back_test_claim",
    `update back_tests b set state = 'running', messages_done = 0, op_id = $3,
       result = jsonb_build_object('attempts', coalesce((b.result->>'attempts')::int, 0) + 1)
     from policy_drafts d, policy_versions v, operations last
     where b.back_test_id = $1 and d.draft_id = b.draft_id and v.version = b.base_version
       and last.operation_id = b.op_id
       and (b.state = 'queued' or b.state = 'running' and last.at < now() - make_interval(secs => $2))
     returning b.back_test_id as "backTestId", d.version, b."from", b.until, b.policy as draft, v.policy as base,
       (b.result->>'attempts')::int as attempts`,
    [backTestId, staleSeconds, op.operationId],
  );
  return found ?? null;
}

/** Runs that wait or run, and that nobody has written to for `staleSeconds`. */
export async function listStaleBackTests(
  ask: Ask,
  staleSeconds: number,
): Promise<{ backTestId: string; opId: string; attempts: number; version: number }[]> {
  return await ask(
    "back_test_stale",
    `select b.back_test_id as "backTestId", b.op_id as "opId", coalesce((b.result->>'attempts')::int, 0) as attempts,
       d.version
     from back_tests b join operations last on last.operation_id = b.op_id join policy_drafts d using (draft_id)
     where b.state in ('queued', 'running') and last.at < now() - make_interval(secs => $1)`,
    [staleSeconds],
  );
}

export type BackTestStep = {
  backTestId: string;
  /** The operation that wrote the row last: another one means that the run is no longer one's own. */
  lastOpId: string;
  state: BackTestState;
  messagesDone?: number;
  messagesTotal?: number;
  result?: BackTestResult | { attempts: number } | { failure: string };
  finishedAt?: Date;
};

/** Writes where a run stands, if it is still the writer's own. */
export async function saveBackTestStep(op: NamedQuery, step: BackTestStep): Promise<boolean> {
  const saved = await op.query(
    "back_test_step",
    `update back_tests set state = $3, messages_done = coalesce($4, messages_done),
       messages_total = coalesce($5, messages_total), result = coalesce($6::jsonb, result),
       finished_at = coalesce($7, finished_at), op_id = $8
     where back_test_id = $1 and op_id = $2 and state in ('queued', 'running') returning 1`,
    [
      step.backTestId,
      step.lastOpId,
      step.state,
      step.messagesDone ?? null,
      step.messagesTotal ?? null,
      step.result ? JSON.stringify(step.result) : null,
      step.finishedAt ?? null,
      op.operationId,
    ],
  );
  return saved.length > 0;
}

/** Messages to replay. Reads the partitions of the period. */
export async function countReplayed(ask: Ask, from: Date, until: Date): Promise<number> {
  const [found] = await ask<{ n: number }>(
    "back_test_count",
    "select count(*)::int as n from messages where sent_at >= $1 and sent_at < $2",
    [from, until],
  );
  return found?.n ?? 0;
}

export type ReplaySenderRow = {
  memberId: string;
  accountType: AccountType;
  connectionCount: number;
  locale: string | null;
  country: string | null;
};

/** Members as a replay needs them. */
export async function listReplaySenders(ask: Ask, memberIds: string[]): Promise<ReplaySenderRow[]> {
  return await ask<ReplaySenderRow>(
    "back_test_senders",
    `select member_id as "memberId", account_type as "accountType", connection_count as "connectionCount", locale, country
     from members where member_id = any($1::text[])`,
    [memberIds],
  );
}

export type VerdictRow = {
  memberId: string;
  decidedAt: Date;
  outcome: Outcome;
  measures: ChosenMeasure[];
  isOverturned: boolean;
};

/** Decisions about members since an instant, answers to appeals apart, oldest first. Asks `decisions_member`. */
export async function listVerdicts(ask: Ask, memberIds: string[], since: Date): Promise<VerdictRow[]> {
  return await ask<VerdictRow>(
    "back_test_verdicts",
    `select d.member_id as "memberId", d.decided_at as "decidedAt", d.outcome, d.measures,
       exists (select 1 from decisions a where a.appealed_decision_id = d.decision_id and a.outcome = 'overturned')
         as "isOverturned"
     from decisions d
     where d.member_id = any($1::text[]) and d.decided_at >= $2 and d.appealed_decision_id is null
       and d.outcome in ('dismissed', 'actioned', 'released', 'removed')
     order by d.member_id, d.decided_at`,
    [memberIds, since],
  );
}

export type BackTestRow = {
  backTestId: string;
  revision: number;
  baseVersion: number;
  from: Date;
  until: Date;
  state: BackTestState;
  startedBy: string;
  startedAt: Date;
  finishedAt: Date | null;
  messagesDone: number;
  messagesTotal: number;
  failure: string | null;
};

const RUN = `select b.back_test_id as "backTestId", b.revision, b.base_version as "baseVersion", b."from", b.until, b.state,
    s.display_name as "startedBy", b.started_at as "startedAt", b.finished_at as "finishedAt",
    b.messages_done as "messagesDone", b.messages_total as "messagesTotal", b.result->>'failure' as failure
  from back_tests b join staff s on s.staff_id = b.started_by where b.draft_id = $1`;

/** The latest run of a draft, and the latest that was finished. Asks `back_tests_draft`. */
export async function findLatestBackTests(
  ask: Ask,
  draftId: string,
): Promise<{ latest: BackTestRow | null; done: BackTestRow | null }> {
  const [[latest], [done]] = await Promise.all([
    ask<BackTestRow>("back_test_latest", `${RUN} order by b.started_at desc limit 1`, [draftId]),
    ask<BackTestRow>("back_test_done", `${RUN} and b.state = 'done' order by b.started_at desc limit 1`, [
      draftId,
    ]),
  ]);
  return { latest: latest ?? null, done: done ?? null };
}

export type BackTestFigures = Pick<
  BackTestResult,
  "messages" | "counted" | "members" | "cases" | "leftOut"
> & {
  scope: ScopeResult | null;
  byRule: (Pick<ScopeResult, "response"> & {
    rule: SignalRule;
    base: number;
    draft: number;
    newly: number;
    letGo: number;
  })[];
  curves: Curve[];
  newly: ChangedAccount[];
  letGo: ChangedAccount[];
  newlyKept: number;
  letGoKept: number;
};

/** What a finished run found in one scope, with the first rows of its lists. */
export async function findBackTestFigures(
  ask: Ask,
  backTestId: string,
  scope: ScopeKey,
  rows: number,
): Promise<BackTestFigures | null> {
  const [found] = await ask<BackTestFigures>(
    "back_test_figures",
    `select (result->>'messages')::int as messages, (result->>'counted')::int as counted,
       (result->>'members')::int as members, result->'cases' as cases, result->'leftOut' as "leftOut",
       result->'scopes'->$2 as scope,
       (select coalesce(jsonb_agg(jsonb_build_object('rule', rule, 'response', one->'response',
           'base', one->'base'->'accounts', 'draft', one->'draft'->'accounts', 'newly', one->'newly'->'accounts',
           'letGo', one->'letGo'->'accounts')), '[]')
         from jsonb_each(result->'scopes') as scopes (rule, one) where rule <> 'all') as "byRule",
       (select coalesce(jsonb_agg(curve), '[]') from jsonb_array_elements(result->'curves') curve
         where curve->>'rule' = $2) as curves,
       jsonb_path_query_array(coalesce(result->'newly'->$2, '[]'), '$[0 to $last]', jsonb_build_object('last', $3::int - 1))
         as newly,
       jsonb_path_query_array(coalesce(result->'letGo'->$2, '[]'), '$[0 to $last]', jsonb_build_object('last', $3::int - 1))
         as "letGo",
       jsonb_array_length(coalesce(result->'newly'->$2, '[]')) as "newlyKept",
       jsonb_array_length(coalesce(result->'letGo'->$2, '[]')) as "letGoKept"
     from back_tests where back_test_id = $1 and state = 'done'`,
    [backTestId, scope, rows],
  );
  return found ?? null;
}

/** Rows of a finished run's list from a place on, and the version of its draft; null: no such run. */
export async function findBackTestRows(
  ask: Ask,
  from: { backTestId: string; list: "newly" | "letGo"; scope: ScopeKey; place: number; limit: number },
): Promise<{ version: number; rows: ChangedAccount[] } | null> {
  const [found] = await ask<{ version: number; rows: ChangedAccount[] }>(
    "back_test_rows",
    `select d.version, jsonb_path_query_array(coalesce(b.result->$2->$3, '[]'), '$[$first to $last]',
       jsonb_build_object('first', $4::int, 'last', $4::int + $5::int - 1)) as rows
     from back_tests b join policy_drafts d using (draft_id) where b.back_test_id = $1`,
    [from.backTestId, from.list, from.scope, from.place, from.limit],
  );
  return found ?? null;
}

/** Names of members, for rows that hold ids only. */
export async function listMemberNames(
  ask: Ask,
  memberIds: string[],
): Promise<{ memberId: string; displayName: string; accountType: AccountType }[]> {
  return await ask(
    "back_test_names",
    `select member_id as "memberId", display_name as "displayName", account_type as "accountType"
     from members where member_id = any($1::text[])`,
    [memberIds],
  );
}
