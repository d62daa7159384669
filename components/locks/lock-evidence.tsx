import { EvidenceSection } from "@/components/cases/evidence-section";
import { HistoryList } from "@/components/cases/history-list";
import { MemberCard } from "@/components/cases/member-card";
import { Scroller } from "@/components/cases/scroller";
import { SignalsTable } from "@/components/cases/signals-table";
import { Untrusted } from "@/components/cases/untrusted";
import { Instant } from "@/components/ui/time-element";
import type { CaseView } from "@/lib/contracts/case";
import type { CaseLock } from "@/lib/contracts/lock";
import type { LockResponse, LockSide, Weighed } from "@/lib/domain/lock";
import { WEIGHED_LABELS } from "@/lib/domain/lock-words";

function Reasons({ lock }: { lock: CaseLock }) {
  return (
    <EvidenceSection title="Why it was held" note={`policy v${lock.policyVersion}, the first one decided`}>
      <ul className="flex flex-col gap-1.5">
        {lock.reasons.map((reason) => (
          <li key={`${reason.rule}:${reason.code}:${reason.threshold ?? ""}`} className="flex gap-2.5">
            <span className="w-8 shrink-0 font-mono text-12 leading-5 text-ink-3">{reason.rule}</span>
            <span className="min-w-0 leading-5">{reason.detail}</span>
          </li>
        ))}
      </ul>
    </EvidenceSection>
  );
}

function WeighedRow({ weighed, most }: { weighed: Weighed; most: number }) {
  const share = most > 0 ? (Math.abs(weighed.weight) / most) * 100 : 0;
  const isFor = weighed.weight > 0;
  return (
    <tr className="border-line not-first:border-t align-top leading-[17px]">
      <th scope="row" className="py-1.5 pr-2.5 text-left font-normal">
        <span className="block font-medium">
          <Untrusted text={weighed.text} />
        </span>
        <span className="block text-12 text-ink-3">
          {WEIGHED_LABELS[weighed.kind]}, <span className="font-mono">{weighed.rule}</span>
        </span>
      </th>
      <td className="w-26 py-2.5">
        <span aria-hidden="true" className="block h-1.5 bg-track">
          <span
            className={isFor ? "block h-full bg-warn-solid" : "block h-full bg-ok-solid"}
            style={{ width: `${share}%` }}
          />
        </span>
      </td>
      <td className="num w-16 py-1.5 text-right whitespace-nowrap">
        {isFor ? "+" : "\u2212"}
        {Math.abs(weighed.weight).toFixed(2)}
      </td>
    </tr>
  );
}

function WhatWeighed({ lock }: { lock: CaseLock }) {
  const { weighed, modelVersion } = lock;
  if (modelVersion === null) return null;
  const most = Math.max(0, ...weighed.map((one) => Math.abs(one.weight)));
  return (
    <EvidenceSection
      title="What weighed"
      note={`filter v${modelVersion} · log-odds, above zero holds it back`}
    >
      {weighed.length === 0 ? (
        <p className="text-12 text-ink-2">No single word or link stood out.</p>
      ) : (
        <table className="w-full border-collapse">
          <caption className="sr-only">What weighed in the content filter, strongest first</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">What</th>
              <th scope="col">Drawing</th>
              <th scope="col">Weight</th>
            </tr>
          </thead>
          <tbody>
            {weighed.map((one) => (
              <WeighedRow key={`${one.rule}:${one.kind}:${one.text}`} weighed={one} most={most} />
            ))}
          </tbody>
        </table>
      )}
    </EvidenceSection>
  );
}

const SAID: Record<LockResponse, string> = {
  accept: "let it in",
  refuse: "refused it",
  report: "reported it",
  wrongly_locked: "says it was held wrongly",
};
const SIDES: Record<LockSide, string> = { recipient: "The recipient", sender: "The sender" };

function Responses({ lock }: { lock: CaseLock }) {
  return (
    <EvidenceSection title="What the two sides said">
      <ul className="flex flex-col gap-2">
        {lock.responses.map((said) => (
          <li key={`${said.by}:${said.response}`}>
            <span className="flex items-baseline gap-2">
              <span className="font-medium">
                {SIDES[said.by]} {SAID[said.response]}
              </span>
              <Instant at={said.at} format="full" className="ml-auto shrink-0 text-12 text-ink-3" />
            </span>
            {said.note ? (
              <span className="block text-12 leading-[17px] text-ink-2">
                <Untrusted text={said.note} />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </EvidenceSection>
  );
}

/** Why the gate held the message, what weighed, what was said about it, and who sent it. */
export function LockEvidence({ view, hasNamesVeiled }: { view: CaseView; hasNamesVeiled: boolean }) {
  const { lock } = view;
  return (
    <Scroller label="Evidence" className="border-line xl:border-l">
      {lock ? (
        <>
          <Reasons lock={lock} />
          <WhatWeighed lock={lock} />
          <Responses lock={lock} />
        </>
      ) : null}
      <MemberCard view={view} hasNamesVeiled={hasNamesVeiled} />
      <SignalsTable view={view} hasNamesVeiled={hasNamesVeiled} />
      <HistoryList view={view} />
    </Scroller>
  );
}
