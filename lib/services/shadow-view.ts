import type { Database } from "@/db/connect";
import { reading } from "@/db/queries/ask";
import { findTestedDraft, type TestedDraft } from "@/db/queries/back-test";
import {
  findRunningShadow,
  findShadowDraft,
  listShadowAccounts,
  listShadowGroups,
  listShadowRules,
  type ShadowDraft,
  type ShadowGroupRow,
  type ShadowPeriod,
} from "@/db/queries/shadow";
import type { ShadowGroupView, ShadowView } from "@/lib/contracts/back-test";
import type { StaffActor } from "@/lib/domain/actor";
import { UNTESTED_RULES } from "@/lib/domain/back-test";
import { GROUPINGS, type Grouping } from "@/lib/domain/back-test-result";
import { withheldCells } from "@/lib/domain/figures";
import { can } from "@/lib/domain/permission";
import type { Policy } from "@/lib/domain/policy";
import { answerTo } from "@/lib/domain/policy-detectors";
import { SIGNAL_RULES, type SignalRule } from "@/lib/domain/signal";

/** Figures of a shadow run go back so far at most. */
const LONGEST_MS = 90 * 86_400_000;
const ACCOUNTS_SHOWN = 20;

const UNTESTED: readonly SignalRule[] = UNTESTED_RULES;
/** Rules measured at messages: the others look at reports and accounts, and only for the policy in force. */
const RULES = SIGNAL_RULES.filter((rule) => !UNTESTED.includes(rule));

function flaggingRules({ detectors }: Policy): SignalRule[] {
  return RULES.filter((rule) => {
    return detectors[rule].isOn && answerTo(detectors, rule).response === "flag";
  });
}

/** Members by one of the groupings; those of under ten are withheld on both sides, with a second one where needed. */
function groupsBy(rows: ShadowGroupRow[], grouping: Grouping): ShadowGroupView[] {
  const sums = new Map<string, { key: string; live: number; shadow: number }>();
  for (const row of rows) {
    const key = row[grouping] ?? "";
    const sum = sums.get(key) ?? { key, live: 0, shadow: 0 };
    sum.live += row.live;
    sum.shadow += row.shadow;
    sums.set(key, sum);
  }
  const all = [...sums.values()].sort((a, b) => b.shadow - a.shadow || b.live - a.live);
  const hidden = {
    live: withheldCells(all.map(({ key, live }) => ({ key, n: live }))),
    shadow: withheldCells(all.map(({ key, shadow }) => ({ key, n: shadow }))),
  };
  return all.map(({ key, live, shadow }) => ({
    key,
    live: hidden.live.has(key) ? null : live,
    shadow: hidden.shadow.has(key) ? null : shadow,
  }));
}

function periodOf(draft: ShadowDraft, now: Date): ShadowPeriod | null {
  if (!draft.shadowFrom) return null;
  const until = draft.shadowUntil ?? now;
  const from = new Date(Math.max(draft.shadowFrom.getTime(), until.getTime() - LONGEST_MS));
  return { from, until, version: draft.version, rules: RULES };
}

function cannotRun(draft: TestedDraft, reader: Pick<StaffActor, "role">): ShadowView["cannotRun"] {
  if (draft.state !== "editing" && draft.state !== "proposed") return "draft_closed";
  return can(reader.role, "policy.edit") ? null : "no_permission";
}

/**
 * The shadow run of a draft: what it raised beside what the policy in force raised in the same time. Signals of that time
 * only, 90 days at most. Null: no such draft.
 */
export async function viewShadow(
  database: Pick<Database, "pool">,
  reader: Pick<StaffActor, "role">,
  draftId: string,
  now: Date,
): Promise<ShadowView | null> {
  return reading(database, async (ask) => {
    const [draft, run, running] = await Promise.all([
      findTestedDraft(ask, draftId),
      findShadowDraft(ask, draftId),
      findRunningShadow(ask),
    ]);
    if (!draft || !run) return null;
    const period = periodOf(run, now);
    const nothing = { rows: [], count: 0 };
    const [rules, groups, accounts] = period
      ? await Promise.all([
          listShadowRules(ask, period),
          listShadowGroups(ask, period),
          listShadowAccounts(ask, period, flaggingRules(draft.policy), ACCOUNTS_SHOWN),
        ])
      : [[], [], nothing];
    return {
      draftId,
      version: draft.version,
      revision: draft.revision,
      cannotRun: cannotRun(draft, reader),
      takenBy: running && running.draftId !== draftId ? running.version : null,
      since: run.shadowFrom?.toISOString() ?? null,
      until: run.shadowUntil?.toISOString() ?? null,
      isRunning: run.shadowFrom !== null && run.shadowUntil === null,
      from: period?.from.toISOString() ?? null,
      rules: rules
        .map(({ rule, liveSignals, liveMembers, shadowSignals, shadowMembers, newly, letGo }) => ({
          rule,
          live: { signals: liveSignals, members: liveMembers },
          shadow: { signals: shadowSignals, members: shadowMembers },
          newly,
          letGo,
        }))
        .sort((a, b) => SIGNAL_RULES.indexOf(a.rule) - SIGNAL_RULES.indexOf(b.rule)),
      groups: Object.fromEntries(
        GROUPINGS.map((grouping) => [grouping, groupsBy(groups, grouping)]),
      ) as ShadowView["groups"],
      // Who may not look at accounts sees figures only.
      newly: (can(reader.role, "account.view") ? accounts.rows : []).map(({ at, ...row }) => ({
        ...row,
        at: at.toISOString(),
        href: `/accounts/${encodeURIComponent(row.memberId)}`,
      })),
      newlyCount: accounts.count,
    };
  });
}
