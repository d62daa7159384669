import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { DataList } from "@/components/ui/data-list";
import { Instant } from "@/components/ui/time-element";
import type { AppealView } from "@/lib/contracts/appeal";
import { caseHref } from "@/lib/contracts/case-href";
import { findClause } from "@/lib/domain/policy";
import { measureWords } from "./measure-words";

/** The decision appealed against, folded: first the member's words, then what was decided. */
export function EarlierDecision({ view }: { view: AppealView }) {
  const { original } = view;
  const clause = original.policyClause ? findClause(view.policy, original.policyClause) : null;
  return (
    <details className="group border-line border-y py-3">
      <summary className="flex cursor-pointer list-none items-center gap-2 font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-ink-3 transition-transform group-open:rotate-90"
        />
        Earlier decision
        <span className="font-normal text-12 text-ink-3 group-open:hidden">
          measure, decider and reasons; read the member first
        </span>
      </summary>
      <div className="mt-3 ml-6">
        <DataList
          items={[
            {
              term: "Measures",
              value: (
                <ul>
                  {original.measures.map((measure) => (
                    <li key={measure.measure}>{measureWords(measure)}</li>
                  ))}
                </ul>
              ),
            },
            {
              term: "Clause",
              value: `${original.policyClause ?? "none"}${clause ? ` ${clause.title}` : ""}, policy v${original.policyVersion}`,
            },
            { term: "Decided by", value: original.decidedByName },
            { term: "On", value: <Instant at={original.decidedAt} format="full" /> },
            { term: "For the record", value: original.reason },
            { term: "To the member", value: original.memberReason ?? "nothing" },
            { term: "In force", value: original.isRunning ? "yes, until it is lifted or ends" : "no longer" },
          ]}
        />
        <p className="mt-2 text-12">
          <Link className="link" href={caseHref(original.reference)}>
            Open {original.reference}
          </Link>
        </p>
      </div>
    </details>
  );
}
