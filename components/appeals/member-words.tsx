import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { Untrusted } from "@/components/cases/untrusted";
import { Instant } from "@/components/ui/time-element";
import type { AppealView } from "@/lib/contracts/appeal";
import { CONFIRMATIONS, type Confirmation } from "@/lib/domain/appeal";
import { EarlierDecision } from "./earlier-decision";
import { EvidenceList } from "./evidence-list";

const CONFIRMED: Record<Confirmation, string> = {
  volume_reduced: "Volume reduced",
  texts_rewritten: "Texts rewritten",
  lists_removed: "Purchased lists removed",
};

function Answer({ question, children }: { question: string; children: ReactNode }) {
  return (
    <section className="border-line border-t py-4 first-of-type:border-t-0 first-of-type:pt-2">
      <h3 className="mb-1 font-normal text-12 text-ink-3">{question}</h3>
      {children}
    </section>
  );
}

function Words({ text }: { text: string | null }) {
  return text?.trim() ? (
    <p className="max-w-[58ch] text-15">
      <Untrusted text={text} />
    </p>
  ) : (
    <p className="text-ink-2">Nothing was written here.</p>
  );
}

/** What the member says, in their own words, with their files; the earlier decision folded under it. */
export function MemberWords({ view }: { view: AppealView }) {
  return (
    <div className="px-7 pt-4.5 pb-10 max-md:px-4">
      <header className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h2 className="font-semibold">What the member says</h2>
        <span className="text-12 text-ink-3">
          sent <Instant at={view.filedAt} /> UTC · <span className="uppercase">{view.locale}</span>
        </span>
      </header>
      <Answer question="Why should it be lifted?">
        <Words text={view.statement} />
      </Answer>
      <Answer question="What have you changed?">
        <Words text={view.stepsTaken} />
      </Answer>
      <Answer question="Why do you need to write more than others?">
        <Words text={view.businessNeed} />
      </Answer>
      <Answer question="Confirmations">
        <ul className="mt-1.5 space-y-1.5">
          {CONFIRMATIONS.map((one) => {
            const isClaimed = view.confirmations.includes(one);
            const Mark = isClaimed ? Check : X;
            return (
              <li
                key={one}
                className={isClaimed ? "flex items-center gap-2" : "flex items-center gap-2 text-ink-2"}
              >
                <Mark aria-hidden="true" className="size-3.5 text-ink-3" />
                <span>
                  {CONFIRMED[one]} <span className="text-ink-3">{isClaimed ? "claimed" : "not claimed"}</span>
                </span>
              </li>
            );
          })}
        </ul>
      </Answer>
      <Answer
        question={`Evidence, ${view.evidence.length === 1 ? "1 file" : `${view.evidence.length} files`}`}
      >
        <EvidenceList files={view.evidence} />
      </Answer>
      <EarlierDecision view={view} />
    </div>
  );
}
