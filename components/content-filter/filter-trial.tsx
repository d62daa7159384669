"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Untrusted } from "@/components/cases/untrusted";
import { Badge } from "@/components/ui/badge";
import { FormField } from "@/components/ui/form-field";
import { MeterBar } from "@/components/ui/meter";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { filterAnswerQuery } from "@/lib/client/content-filter";
import type { FilterAnswer } from "@/lib/contracts/content-filter";
import { CONTENT_RULE_LABELS } from "@/lib/domain/content-rule";

/** How long typing has to rest before the filter is asked, ms. */
const REST_MS = 180;
const FIRST = "Congratulations! Claim your fr33 voucher now: https://bit.ly/3xAmple";
const RELATIONS = [
  { value: "stranger", label: "Not connected" },
  { value: "connected", label: "Connected" },
  { value: "reply", label: "A reply" },
] as const;

function Scores({ answer }: { answer: FilterAnswer }) {
  return (
    <ul aria-label="Scores">
      {answer.rules.map(({ rule, score, lockFrom, isOn, locks }) => (
        <li key={rule} className="flex items-center gap-3 border-line border-b py-1.5">
          <span className="mono w-8 text-12 text-ink-3">{rule}</span>
          <span className="min-w-0 flex-1 truncate sm:w-44 sm:flex-none">{CONTENT_RULE_LABELS[rule]}</span>
          <span className="min-w-0 flex-1 max-sm:hidden">
            <MeterBar kind="ceiling" measured={score} threshold={lockFrom} />
          </span>
          <span className="num w-20 text-right text-12">
            <strong className="font-semibold">{score.toFixed(2)}</strong> / {lockFrom.toFixed(2)}
          </span>
          <span className="w-16 text-right">
            {locks ? <Badge tone="warn">Locks</Badge> : isOn ? null : <Badge>Off</Badge>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Weighed({ weighed }: Pick<FilterAnswer, "weighed">) {
  return (
    <div>
      <h3 className="border-line-strong border-b pb-1.5 text-12 text-ink-2">
        What spoke for locking, in log-odds
      </h3>
      {weighed.length === 0 ? <p className="py-2 text-ink-2">Nothing in it.</p> : null}
      <ul>
        {weighed.map(({ rule, kind, text, weight }) => (
          <li key={`${rule}-${kind}-${text}`} className="flex items-center gap-3 border-line border-b py-1.5">
            <span className="mono w-8 text-12 text-ink-3">{rule}</span>
            <span className="w-20 text-12 text-ink-3">{kind}</span>
            <span className="min-w-0 flex-1">
              <Untrusted text={text} />
            </span>
            <span className="num w-10 text-right text-12">{weight.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A text to try the filter in force on. Nothing is stored. */
export function FilterTrial() {
  const [body, setBody] = useState(FIRST);
  const [relation, setRelation] = useState("stranger");
  const [asked, setAsked] = useState(body);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(body), REST_MS);
    return () => clearTimeout(timer);
  }, [body]);
  const { data: answer, error } = useQuery(
    filterAnswerQuery({
      body: asked,
      links: [],
      attachments: [],
      degree: relation === "stranger" ? 3 : 1,
      isReply: relation === "reply",
    }),
  );
  return (
    <section aria-labelledby="trial-name" className="border-line border-t pt-6">
      <h2 id="trial-name">Try a text</h2>
      <p className="mt-px mb-3 max-w-[74ch] text-12 text-pretty text-ink-3">
        {answer
          ? `Filter version ${answer.version}, policy version ${answer.policyVersion}. Nothing is stored.`
          : "Nothing is stored."}
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
        <div className="grid content-start gap-3">
          <FormField label="Message">
            {(binding) => (
              <Textarea
                {...binding}
                rows={5}
                maxLength={50_000}
                value={body}
                onChange={({ target }) => setBody(target.value)}
              />
            )}
          </FormField>
          <Segmented
            label="Relation of the two sides"
            options={RELATIONS}
            value={relation}
            onChange={setRelation}
            className="justify-self-start"
          />
        </div>
        <div className="grid content-start gap-5" aria-live="polite">
          {error ? <p className="text-crit">The filter did not answer. Typing on asks it again.</p> : null}
          {answer ? <Scores answer={answer} /> : null}
          {answer ? <Weighed weighed={answer.weighed} /> : null}
        </div>
      </div>
    </section>
  );
}
