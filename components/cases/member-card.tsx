import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { DataList } from "@/components/ui/data-list";
import { LinkButton } from "@/components/ui/link-button";
import { Instant } from "@/components/ui/time-element";
import type { CaseView } from "@/lib/contracts/case";
import { CHANNEL_LABELS, CHANNELS } from "@/lib/domain/channel";
import { MEASURE_NAMES, type Measure, rungOf } from "@/lib/domain/measure";
import { ACCOUNT_TYPE_LABELS } from "@/lib/domain/member";
import { Untrusted } from "./untrusted";

const SHOWN_BEFORE = 4;

function grouped(figure: number): string {
  return String(figure).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

function standingLine({ standing, restrictions }: CaseView["member"]): string {
  const closed = CHANNELS.filter((channel) => standing[channel] === "closed");
  const limited = CHANNELS.filter((channel) => standing[channel] === "limited");
  if (closed.length + limited.length === 0) return "Open in all channels";
  const name = (channels: typeof closed) =>
    channels.length === CHANNELS.length
      ? "all channels"
      : channels.map((one) => CHANNEL_LABELS[one]).join(", ");
  const what = [...new Set(restrictions.map((one) => MEASURE_NAMES[one.measure].toLowerCase()))].join(", ");
  return [
    closed.length > 0 ? `Closed in ${name(closed)}` : null,
    limited.length > 0 ? `Limited in ${name(limited)}` : null,
  ]
    .filter(Boolean)
    .join("; ")
    .concat(what ? ` (${what})` : "");
}

function Strikes({ strikes }: { strikes: CaseView["member"]["strikes"] }) {
  if (strikes.count === 0) return "None that count";
  return (
    <>
      <span className="num">{strikes.count}</span>, weight <span className="num">{strikes.weight}</span>{" "}
      {strikes.nextDecayAt ? (
        <span className="text-ink-3">
          until <Instant at={strikes.nextDecayAt} format="date" />
        </span>
      ) : null}
    </>
  );
}

function Before({ history }: { history: CaseView["history"] }) {
  const taken = history.filter((one) => one.outcome === "actioned");
  if (taken.length === 0) return "Nothing before this";
  return taken.slice(0, SHOWN_BEFORE).map((decision, index) => (
    <span key={decision.decisionId}>
      {index > 0 ? "; " : ""}
      {decision.measures
        .map(
          (one: { measure: Measure }) => `${rungOf(one.measure)} ${MEASURE_NAMES[one.measure].toLowerCase()}`,
        )
        .join(", ")}
      , <Instant at={decision.decidedAt} format="date" />
      {decision.appealOutcome === "overturned" ? " (overturned)" : ""}
    </span>
  ));
}

/** Who it is about: how long, how connected, what they may do now, what was before. */
export function MemberCard({ view, hasNamesVeiled }: { view: CaseView; hasNamesVeiled: boolean }) {
  const { member } = view;
  const { profile } = member;
  const has = [
    `${profile.completenessPercent}\u202f%`,
    profile.photo ? "photo" : "no photo",
    profile.currentPosition ? "current position" : "no current position",
    `${profile.skills} skills`,
  ].join(", ");
  const name = hasNamesVeiled ? "Member under review" : member.displayName;
  const facts: { term: string; value: ReactNode }[] = [
    { term: "Joined", value: <Instant at={member.joinedAt} format="date" /> },
    { term: "Network", value: <span className="num">{grouped(member.connectionCount)} connections</span> },
    { term: "Profile", value: <span className="num">{has}</span> },
    { term: "Standing", value: standingLine(member) },
    { term: "Strikes", value: <Strikes strikes={member.strikes} /> },
    { term: "Before", value: <Before history={view.history} /> },
    {
      term: "Linked",
      value:
        member.linked.accounts === 0
          ? "No other account shares a fingerprint"
          : `${member.linked.accounts} ${member.linked.accounts === 1 ? "account" : "accounts"}, ${member.linked.kinds.join(", ")}`,
    },
  ];
  return (
    <section aria-label="Member" className="border-line border-b px-5 py-4">
      <div className="mb-3 flex items-center gap-3">
        <Avatar name={name} size="lg" />
        <div className="min-w-0 flex-1">
          <p className="truncate text-14 font-semibold">
            <Untrusted text={name} />
          </p>
          <p className="truncate text-12 text-ink-3">
            <span className="font-mono">{member.memberId}</span> · {ACCOUNT_TYPE_LABELS[member.accountType]}
          </p>
        </div>
        <LinkButton size="sm" href={`/accounts/${encodeURIComponent(member.memberId)}`} keys={["A"]}>
          Account
        </LinkButton>
      </div>
      <DataList items={facts} />
    </section>
  );
}
