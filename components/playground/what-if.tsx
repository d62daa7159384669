"use client";

import { Button } from "@/components/ui/button";
import { NumberStepper } from "@/components/ui/number-stepper";
import { Select } from "@/components/ui/select";
import { ACCOUNT_TYPE_LABELS, ACCOUNT_TYPES } from "@/lib/domain/member";
import type { WhatIf } from "@/lib/domain/playground";
import type { Playground } from "./use-playground";

const FIGURES = [
  { key: "connectionCount", label: "Connections", max: 1_000_000, step: 1 },
  { key: "ageDays", label: "Days since joining", max: 10_000, step: 1 },
  { key: "completenessPercent", label: "Profile complete, %", max: 100, step: 5 },
  { key: "sentToday", label: "Sent today", max: 100_000, step: 1 },
  { key: "sentLastHour", label: "Sent in the last hour", max: 100_000, step: 1 },
] as const satisfies readonly { key: keyof WhatIf; label: string; max: number; step: number }[];

/** A line of the sender's figures: what is supposed, and what is on record where that differs. */
function Line({ label, was, children }: { label: string; was: string | null; children: React.ReactNode }) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-1.5">
      <span aria-hidden="true" className="min-w-36 flex-1 text-ink-2">
        {label}
      </span>
      {was === null ? null : <span className="num text-12 text-ink-3">on record {was}</span>}
      {children}
    </div>
  );
}

/** The sender's figures, to be supposed otherwise: what the thresholds are held against. */
export function WhatIfFields({ playground }: { playground: Playground }) {
  const { composed, suppose, change, answer } = playground;
  const { whatIf } = composed;
  const onRecord = answer?.onRecord;
  const isChanged = Object.values(whatIf).some((value) => value !== undefined);
  const accountType = whatIf.accountType ?? onRecord?.accountType;
  return (
    <section aria-labelledby="what-if-name">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h3 id="what-if-name" className="font-semibold">
          Suppose
        </h3>
        {isChanged ? (
          <Button size="sm" variant="ghost" onClick={() => change({ whatIf: {} })}>
            As on record
          </Button>
        ) : null}
      </div>
      <Line
        label="Account type"
        was={
          whatIf.accountType && onRecord && whatIf.accountType !== onRecord.accountType
            ? ACCOUNT_TYPE_LABELS[onRecord.accountType]
            : null
        }
      >
        <Select
          aria-label="Account type"
          className="w-46"
          value={accountType ?? "basic"}
          onChange={({ target }) => {
            const chosen = ACCOUNT_TYPES.find((type) => type === target.value);
            suppose({ accountType: chosen === onRecord?.accountType ? undefined : chosen });
          }}
        >
          {ACCOUNT_TYPES.map((type) => (
            <option key={type} value={type}>
              {ACCOUNT_TYPE_LABELS[type]}
            </option>
          ))}
        </Select>
      </Line>
      {FIGURES.map(({ key, label, max, step }) => {
        const supposed = whatIf[key];
        const recorded = onRecord?.[key];
        const isOther = supposed !== undefined && recorded !== undefined && supposed !== recorded;
        return (
          <Line key={key} label={label} was={isOther ? recorded.toLocaleString("en-GB") : null}>
            <NumberStepper
              label={label}
              labelHidden
              value={supposed ?? recorded ?? null}
              min={0}
              max={max}
              step={step}
              onChange={(next) =>
                suppose({ [key]: next === null || next === recorded ? undefined : Math.round(next) })
              }
            />
          </Line>
        );
      })}
    </section>
  );
}
