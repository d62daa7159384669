import { v5 as uuidv5, v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { asking, reading } from "@/db/queries/ask";
import {
  type BackTestRow,
  findBackTestFigures,
  findBackTestRows,
  findLatestBackTests,
  findTestedDraft,
  findUnfinishedBackTest,
  listMemberNames,
  lockBackTests,
  saveBackTest,
  saveBackTestCancelled,
} from "@/db/queries/back-test";
import type {
  BackTestView,
  ChangedAccountsFilter,
  ChangedAccountView,
  FiguresView,
  RunView,
} from "@/lib/contracts/back-test";
import type { StaffActor } from "@/lib/domain/actor";
import { wrongnessOf } from "@/lib/domain/back-test-advice";
import type { ChangedAccount, ScopeKey } from "@/lib/domain/back-test-result";
import { periodEnding } from "@/lib/domain/figures";
import { MEASURE_NAMES } from "@/lib/domain/measure";
import { can } from "@/lib/domain/permission";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { SIGNAL_RULES, signalFigure } from "@/lib/domain/signal";
import { type OperationRefusal, runOperation } from "./run-operation";

export type BackTestRefusal =
  | OperationRefusal
  | { code: "draft_not_found" }
  /** It was published or discarded. */
  | { code: "draft_closed" }
  /** It was edited since; `revision` is the present one. */
  | { code: "draft_changed"; revision: number }
  /** One runs at a time: that of `version`. */
  | { code: "back_test_busy"; version: number }
  | { code: "back_test_finished" };

/** Progress: wakes the views of back-tests, not those of policies. */
export const BACK_TEST_HINT = { topic: "policy", id: "back-test" } as const;
/** Of the ids made for runs, from the operation's: a start that is tried again makes the same one. */
const RUNS = "0198f0a0-0000-5000-8000-00000000ba7e";

/**
 * Starts replaying the messages of the last `days` UTC days, today included, under a draft and the version it was drawn
 * from. A worker takes it from here; `viewBackTest` says how far it is.
 */
export async function startBackTest(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  input: { draftId: string; revision: number; days: number; operationId?: string | undefined },
): Promise<Result<{ backTestId: string }, BackTestRefusal>> {
  const { draftId, revision, days, operationId = uuidv7() } = input;
  const request = {
    operationId,
    actor,
    command: "back_test.start" as const,
    payload: { draftId, revision, days },
    permission: "policy.edit" as const,
  };
  return runOperation<{ backTestId: string }, BackTestRefusal>(database, request, async (op) => {
    await lockBackTests(op);
    const draft = await findTestedDraft(op.query, draftId);
    if (!draft) return refuse({ code: "draft_not_found" });
    if (draft.state !== "editing" && draft.state !== "proposed") return refuse({ code: "draft_closed" });
    if (draft.revision !== revision) return refuse({ code: "draft_changed", revision: draft.revision });
    const unfinished = await findUnfinishedBackTest(op.query);
    if (unfinished) return refuse({ code: "back_test_busy", version: unfinished.version });
    const backTestId = uuidv5(operationId, RUNS);
    const { from } = periodEnding(op.at, days);
    await saveBackTest(op, { backTestId, draft, from, until: op.at, startedBy: actor.id, at: op.at });
    op.enqueue({ task: "back_test", payload: { backTestId }, key: `back_test:${backTestId}` });
    op.audit({
      subjectType: "policy",
      subjectId: String(draft.version),
      data: { backTestId, revision, days },
    });
    op.hint({ topic: "policy" });
    return ok({ backTestId });
  });
}

/** Ends a run that waits or is under way: its worker sees it within about a second. */
export async function cancelBackTest(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  { backTestId }: { backTestId: string },
): Promise<Result<null, BackTestRefusal>> {
  const request = {
    actor,
    command: "back_test.cancel" as const,
    payload: { backTestId },
    permission: "policy.edit" as const,
  };
  return runOperation<null, BackTestRefusal>(database, request, async (op) => {
    if (!(await saveBackTestCancelled(op, backTestId, op.at))) return refuse({ code: "back_test_finished" });
    op.audit({ subjectType: "back_test", subjectId: backTestId });
    op.hint({ topic: "policy" });
    return ok(null);
  });
}

const DAY_MS = 86_400_000;

function runView(row: BackTestRow, revision: number): RunView {
  return {
    backTestId: row.backTestId,
    state: row.state,
    isOld: row.revision !== revision,
    baseVersion: row.baseVersion,
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    days: Math.ceil((row.until.getTime() - row.from.getTime()) / DAY_MS),
    startedBy: row.startedBy,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    messagesDone: row.messagesDone,
    messagesTotal: row.messagesTotal,
    failure: row.failure,
  };
}

async function changedAccountViews(
  database: Pick<Database, "pool">,
  rows: ChangedAccount[],
): Promise<ChangedAccountView[]> {
  const found = await listMemberNames(asking(database), [...new Set(rows.map((row) => row.memberId))]);
  const names = new Map(found.map((member) => [member.memberId, member]));
  return rows.map((row) => {
    const { memberId, rule, verdict } = row;
    const figure = (value: number | null): string | null =>
      value === null ? null : signalFigure(rule, value);
    const decided = verdict?.measure ? MEASURE_NAMES[verdict.measure] : "Upheld";
    return {
      memberId,
      displayName: names.get(memberId)?.displayName ?? null,
      accountType: names.get(memberId)?.accountType ?? null,
      rule,
      measured: figure(row.measured),
      threshold: figure(row.threshold),
      at: new Date(row.at).toISOString(),
      judged: verdict ? (verdict.outcome === "cleared" ? "Cleared" : decided) : null,
      href: `/accounts/${encodeURIComponent(memberId)}`,
    };
  });
}

/** Rows of a list shown beside the figures. */
const ROWS_SHOWN = 8;

async function figuresView(
  database: Pick<Database, "pool">,
  reader: Pick<StaffActor, "role">,
  done: BackTestRow,
  { revision, scope }: { revision: number; scope: ScopeKey },
): Promise<FiguresView | null> {
  const found = await findBackTestFigures(asking(database), done.backTestId, scope, ROWS_SHOWN);
  if (!found) return null;
  // Who may not look at accounts sees figures only.
  if (!can(reader.role, "account.view"))
    Object.assign(found, { newly: [], letGo: [], newlyKept: 0, letGoKept: 0 });
  const rows = await changedAccountViews(database, [...found.newly, ...found.letGo]);
  const weeks = (done.until.getTime() - done.from.getTime()) / (7 * DAY_MS);
  const wrongness = found.scope ? wrongnessOf(found.scope, found.curves) : null;
  const better = wrongness?.better ?? null;
  return {
    run: runView(done, revision),
    messages: found.messages,
    counted: found.counted,
    members: found.members,
    casesPerWeek: { base: found.cases.base / weeks, draft: found.cases.draft / weeks },
    leftOut: found.leftOut,
    scope,
    result: found.scope,
    byRule: found.byRule.sort((a, b) => SIGNAL_RULES.indexOf(a.rule) - SIGNAL_RULES.indexOf(b.rule)),
    curves: found.curves,
    newly: rows.slice(0, found.newly.length),
    letGo: rows.slice(found.newly.length),
    kept: { newly: found.newlyKept, letGo: found.letGoKept },
    wrongness: wrongness && {
      // Infinity is no JSON: never cleared under the base, so there is no number of times.
      times: Number.isFinite(wrongness.times) ? wrongness.times : 0,
      better: better && {
        path: better.path,
        value: better.value,
        extra: better.extra.accounts,
        judged: better.extra.judged,
        cleared: better.extra.cleared,
      },
    },
  };
}

/** Where the back-test of a draft stands and what the latest finished one found in a scope; null: no such draft. */
export async function viewBackTest(
  database: Pick<Database, "pool">,
  reader: Pick<StaffActor, "role">,
  { draftId, scope }: { draftId: string; scope: ScopeKey },
): Promise<BackTestView | null> {
  const [draft, runs] = await reading(database, (ask) =>
    Promise.all([findTestedDraft(ask, draftId), findLatestBackTests(ask, draftId)]),
  );
  if (!draft) return null;
  const isOpen = draft.state === "editing" || draft.state === "proposed";
  return {
    draftId,
    version: draft.version,
    revision: draft.revision,
    state: draft.state,
    cannotRun: !isOpen ? "draft_closed" : can(reader.role, "policy.edit") ? null : "no_permission",
    latest: runs.latest && runView(runs.latest, draft.revision),
    figures:
      runs.done && (await figuresView(database, reader, runs.done, { revision: draft.revision, scope })),
  };
}

const ROWS_A_PAGE = 100;

/** Accounts only one of the policies flags, furthest first, a page at a time; `next`: where it goes on. Null: no such run. */
export async function listChangedAccounts(
  database: Pick<Database, "pool">,
  filter: ChangedAccountsFilter,
): Promise<{ version: number; rows: ChangedAccountView[]; next: number | null } | null> {
  const { run: backTestId, list, scope, from: place } = filter;
  const limit = ROWS_A_PAGE + 1;
  const found = await findBackTestRows(asking(database), { backTestId, list, scope, place, limit });
  if (!found) return null;
  const rows = await changedAccountViews(database, found.rows.slice(0, ROWS_A_PAGE));
  const next = found.rows.length > ROWS_A_PAGE ? place + ROWS_A_PAGE : null;
  return { version: found.version, rows, next };
}
