import {
  CASE_KIND_LABELS,
  type CaseKind,
  type CaseState,
  OUTCOME_LABELS,
  type Outcome,
  type Severity,
} from "./case";
import type { Channel, Direction } from "./channel";
import type { ChosenMeasure } from "./decision";
import { MEASURE_NAMES, rungOf } from "./measure";
import type { AccountType, FingerprintKind, Profile } from "./member";
import type { NoticeKind } from "./notice";
import { CATEGORY_LABELS, type Category, type ReportState } from "./report";
import { type LiftReason, type Restriction, stops } from "./restriction";
import { SIGNAL_LABELS, type SignalRule, signalFigure } from "./signal";

/** Everything on record about one account, newest first in each part. */
export type AccountRecords = {
  at: Date;
  member: {
    memberId: string;
    displayName: string;
    accountType: AccountType;
    email: string | null;
    locale: string | null;
    country: string | null;
    joinedAt: Date;
    connectionCount: number;
    profile: Profile;
  };
  restrictions: (Restriction & { liftReason: LiftReason | null })[];
  cases: {
    reference: string;
    kind: CaseKind;
    category: Category;
    state: CaseState;
    severity: Severity;
    outcome: Outcome | null;
    openedAt: Date;
    dueAt: Date;
    decidedAt: Date | null;
    reportCount: number;
  }[];
  reports: { category: Category; receivedAt: Date; state: ReportState; reference: string }[];
  decisions: {
    decisionId: string;
    outcome: Outcome;
    measures: ChosenMeasure[];
    policyClause: string | null;
    decidedAt: Date;
    decidedBy: string;
    reference: string;
  }[];
  notices: { kind: NoticeKind; createdAt: Date; readAt: Date | null; acknowledgedAt: Date | null }[];
  strikes: { weight: number; at: Date; expiresAt: Date; removedAt: Date | null }[];
  signals: { rule: SignalRule; measured: number; threshold: number; at: Date }[];
  linked: { memberId: string; displayName: string; kinds: FingerprintKind[]; since: Date }[];
  /** Accepted messages by UTC day ("2026-11-20"), days without any left out. */
  sendings: { day: string; sent: number }[];
};

/** How far one channel is open in one direction: freely, up to a number of conversations a day, towards some, not at all. */
export type StandingCell =
  | { kind: "open" }
  | { kind: "cap"; perDay: number }
  | { kind: "partly" }
  | { kind: "closed" };

/** The narrowest thing the restrictions in force say about a channel and direction. */
export function standingCell(
  inForce: readonly Restriction[],
  channel: Channel,
  direction: Direction,
): StandingCell {
  const here = inForce.filter(
    ({ measure, scope }) =>
      measure !== "warning" && scope.channels.includes(channel) && scope.directions.includes(direction),
  );
  if (here.some(({ measure, scope }) => stops(measure) && scope.audience === "anyone"))
    return { kind: "closed" };
  if (here.some(({ measure }) => stops(measure))) return { kind: "partly" };
  const caps = here.map(({ capPerDay }) => capPerDay).filter((cap) => cap !== null);
  return caps.length > 0 ? { kind: "cap", perDay: Math.min(...caps) } : { kind: "open" };
}

/** One thing that happened to an account. */
export type AccountEvent = {
  at: Date;
  kind: "event" | "closed" | "decision";
  title: string;
  detail: string | null;
  /** The case it belongs to. */
  reference: string | null;
};

const NOTICE_READ: Record<NoticeKind, string> = {
  decision: "Notice read",
  appeal_received: "Confirmation of the appeal read",
  appeal_decided: "Answer to the appeal read",
};

const LIFTED: Record<LiftReason, string> = {
  overturned: "lifted, the appeal was overturned",
  reduced: "lifted, the appeal was reduced",
  superseded: "replaced by a later decision",
  withdrawn: "withdrawn",
};

function signalDetail({ rule, measured, threshold }: AccountRecords["signals"][number]): string {
  return `${SIGNAL_LABELS[rule]}: ${signalFigure(rule, measured)}, threshold ${signalFigure(rule, threshold)}`;
}

function decisionTitle({ outcome, measures }: AccountRecords["decisions"][number]): string {
  if (outcome !== "actioned") return OUTCOME_LABELS[outcome];
  return measures
    .map(({ measure }) => `${rungOf(measure)} ${MEASURE_NAMES[measure].toLowerCase()}`)
    .join(", ");
}

/** What happened to an account, newest first, up to the instant its records were read. */
export function accountTimeline(records: AccountRecords): AccountEvent[] {
  const { at, member, restrictions, cases, reports, decisions, notices, signals } = records;
  const events: AccountEvent[] = [
    { at: member.joinedAt, kind: "closed", title: "Joined", detail: null, reference: null },
    ...reports.map((report) => ({
      at: report.receivedAt,
      kind: "event" as const,
      title: "Reported",
      detail: CATEGORY_LABELS[report.category],
      reference: report.reference,
    })),
    ...signals.map((signal) => ({
      at: signal.at,
      kind: "event" as const,
      title: `Flagged: ${signal.rule}`,
      detail: signalDetail(signal),
      reference: null,
    })),
    ...cases
      .filter((one) => one.kind === "flagged_account" || one.kind === "appeal")
      .map((one) => ({
        at: one.openedAt,
        kind: "event" as const,
        title: one.kind === "appeal" ? "Appealed" : CASE_KIND_LABELS[one.kind],
        detail: null,
        reference: one.reference,
      })),
    ...decisions.map((one) => ({
      at: one.decidedAt,
      kind: "decision" as const,
      title: decisionTitle(one),
      detail: [one.decidedBy, one.policyClause ? `clause ${one.policyClause}` : null]
        .filter(Boolean)
        .join(", "),
      reference: one.reference,
    })),
    ...restrictions.flatMap((one) => {
      const name = `${rungOf(one.measure)} ${MEASURE_NAMES[one.measure].toLowerCase()}`;
      if (one.measure === "warning") return [];
      if (one.liftedAt) {
        const detail = one.liftReason ? LIFTED[one.liftReason] : null;
        return [
          {
            at: one.liftedAt,
            kind: "closed" as const,
            title: `${name} ended early`,
            detail,
            reference: null,
          },
        ];
      }
      if (!one.endsAt || one.endsAt > at) return [];
      return [
        {
          at: one.endsAt,
          kind: "closed" as const,
          title: `${name} ended`,
          detail: "As planned",
          reference: null,
        },
      ];
    }),
    ...notices.flatMap((one) => {
      if (!one.readAt) return [];
      return [
        {
          at: one.readAt,
          kind: "event" as const,
          title: NOTICE_READ[one.kind],
          detail: null,
          reference: null,
        },
      ];
    }),
    ...notices.flatMap((one) => {
      if (!one.acknowledgedAt) return [];
      return [
        {
          at: one.acknowledgedAt,
          kind: "closed" as const,
          title: "Warning acknowledged",
          detail: null,
          reference: null,
        },
      ];
    }),
  ];
  return events.filter((event) => event.at <= at).sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** What a short head of an account says. Overturned: decisions about it that an appeal undid. */
export function accountFacts({ at, strikes, cases }: AccountRecords): {
  strikes: number;
  cases: number;
  overturned: number;
} {
  return {
    strikes: strikes.filter((strike) => strike.removedAt === null && strike.expiresAt > at).length,
    cases: cases.filter((one) => one.kind !== "appeal").length,
    overturned: cases.filter((one) => one.kind === "appeal" && one.outcome === "overturned").length,
  };
}

/** Every day of the last `days` up to an instant (UTC) with its count; days without any are 0. */
export function dailyCounts(
  sendings: AccountRecords["sendings"],
  at: Date,
  days: number,
): { day: string; sent: number }[] {
  const byDay = new Map(sendings.map(({ day, sent }) => [day, sent]));
  return Array.from({ length: days }, (_, n) => {
    const day = new Date(at.getTime() - (days - 1 - n) * 86_400_000).toISOString().slice(0, 10);
    return { day, sent: byDay.get(day) ?? 0 };
  });
}
