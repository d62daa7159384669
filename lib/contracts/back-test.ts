import { z } from "zod";
import type { Curve, Grouping, ScopeKey, ScopeResult } from "@/lib/domain/back-test-result";
import type { AccountType } from "@/lib/domain/member";
import type { BackTestState, DraftState } from "@/lib/domain/policy-draft";
import { SIGNAL_RULES, type SignalRule } from "@/lib/domain/signal";

/** Days a back-test may cover, today included. */
export const BACK_TEST_DAYS = [30, 60, 90] as const;

export const startBackTestInput = z.strictObject({
  draftId: z.uuid(),
  revision: z.number().int().min(1),
  days: z.number().int().min(30).max(90),
  operationId: z.uuid().optional(),
});
export const cancelBackTestInput = z.strictObject({ backTestId: z.uuid() });
export const startShadowInput = startBackTestInput.omit({ days: true });
export const stopShadowInput = startShadowInput.omit({ revision: true });

/** All rules together, or one. Anything not understood is all of them. */
export const scopeSchema = z.enum(["all", ...SIGNAL_RULES]).catch("all");

/** Which list of accounts, and from which place on. */
export const changedAccountsFilter = z.object({
  run: z.uuid(),
  list: z.enum(["newly", "letGo"]).catch("newly"),
  scope: scopeSchema,
  from: z.coerce.number().int().min(0).max(100_000).catch(0),
});
export type ChangedAccountsFilter = z.infer<typeof changedAccountsFilter>;

/** An account only one of the two policies flags. Instants are RFC 3339 UTC. */
export type ChangedAccountView = {
  memberId: string;
  /** Null when it is no longer on record. */
  displayName: string | null;
  accountType: AccountType | null;
  rule: SignalRule;
  measured: string | null;
  threshold: string | null;
  at: string;
  /** What was decided since: "Daily cap", "Cleared"; null: nobody judged it. */
  judged: string | null;
  href: string;
};

export type RunView = {
  backTestId: string;
  state: BackTestState;
  /** The draft was edited since: the figures belong to an older revision. */
  isOld: boolean;
  baseVersion: number;
  from: string;
  until: string;
  days: number;
  startedBy: string;
  startedAt: string;
  finishedAt: string | null;
  messagesDone: number;
  messagesTotal: number;
  failure: string | null;
};

/** Another threshold under which the extra accounts are no longer cleared more often. */
export type BetterThreshold = {
  path: string;
  value: number;
  /** Accounts more than the base flags there, and what was decided about them. */
  extra: number;
  judged: number;
  cleared: number;
};

/** Accounts a rule hits under each policy. `response`: what its hits do. */
export type RuleCountView = Pick<ScopeResult, "response"> & {
  rule: SignalRule;
  base: number;
  draft: number;
  newly: number;
  letGo: number;
};

export type FiguresView = {
  run: RunView;
  messages: number;
  counted: number;
  members: number;
  /** Cases opened per week under each. */
  casesPerWeek: { base: number; draft: number };
  leftOut: SignalRule[];
  scope: ScopeKey;
  result: ScopeResult | null;
  /** Accounts hit by each rule, in the order of the rules. */
  byRule: RuleCountView[];
  curves: Curve[];
  newly: ChangedAccountView[];
  letGo: ChangedAccountView[];
  /** Rows of the lists that can be opened, where the figures count more. */
  kept: { newly: number; letGo: number };
  /** How many times as often the extra accounts were cleared; null when that is not certain. */
  wrongness: { times: number; better: BetterThreshold | null } | null;
};

export type BackTestView = {
  draftId: string;
  version: number;
  revision: number;
  state: DraftState;
  /** Null when this person may start one. */
  cannotRun: "no_permission" | "draft_closed" | null;
  /** The latest run, whatever became of it; null: there was none. */
  latest: RunView | null;
  /** What the latest finished run found. */
  figures: FiguresView | null;
};

/** Signals of one rule while a draft runs in the shadow, and the members they are about. */
export type ShadowRuleView = {
  rule: SignalRule;
  live: { signals: number; members: number };
  shadow: { signals: number; members: number };
  /** Members only the draft raised a signal about, and only the policy in force did. */
  newly: number;
  letGo: number;
};

/** Members of a group with a signal; null: fewer than ten, or one that would give them away. */
export type ShadowGroupView = { key: string; live: number | null; shadow: number | null };

export type ShadowView = {
  draftId: string;
  version: number;
  revision: number;
  cannotRun: "no_permission" | "draft_closed" | null;
  /** Another draft that runs in the shadow. */
  takenBy: number | null;
  since: string | null;
  until: string | null;
  isRunning: boolean;
  /** Where the figures begin: with the run, or 90 days back. Null: it never ran. */
  from: string | null;
  rules: ShadowRuleView[];
  groups: Record<Grouping, ShadowGroupView[]>;
  /** Accounts only the draft would have flagged, the latest first; the first of `newlyCount`. */
  newly: { memberId: string; displayName: string; rules: SignalRule[]; at: string; href: string }[];
  newlyCount: number;
};

/** What a refused back-test or shadow run tells the person. */
export function backTestRefusalText(refusal: { code: string; version?: number; reference?: string }): string {
  switch (refusal.code) {
    case "draft_not_found":
      return "There is no such draft.";
    case "draft_closed":
      return "The draft was published or discarded.";
    case "draft_changed":
      return "The draft was edited a moment ago. Look at the change, then start again.";
    case "back_test_busy":
      return `A back-test of draft ${refusal.version ?? ""} is under way. One runs at a time; start again when it is done.`;
    case "back_test_finished":
      return "It has ended already.";
    case "shadow_taken":
      return `Draft ${refusal.version ?? ""} runs in the shadow. One runs at a time; stop it first.`;
    case "shadow_not_running":
      return "It does not run in the shadow.";
    case "forbidden":
      return "It takes the policy manager role.";
    case "unauthenticated":
      return "You are signed out. Sign in again.";
    default:
      return `That did not reach the server. Nothing was started.${refusal.reference ? ` Reference ${refusal.reference}.` : ""}`;
  }
}
