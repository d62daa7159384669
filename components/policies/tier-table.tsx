"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { PolicyField } from "@/lib/domain/policy-field";
import type { NewAccountTier } from "@/lib/domain/policy-gate";
import { NumberCell } from "./number-cell";
import { fieldId, goToField, type PolicyPen } from "./policy-pen";

type Tiers = Extract<PolicyField, { kind: "tiers" }>;
const FIRST: NewAccountTier = { underDays: 7, inmailPerMonth: 2, requestsPerDay: 5, minConnections: 50 };

/** The next tier as it is proposed: the last one, for accounts a month older. */
function nextTier(tiers: readonly NewAccountTier[]): NewAccountTier {
  const last = tiers.at(-1);
  return last ? { ...last, underDays: Math.min(730, last.underDays + 30) } : FIRST;
}

/** What accounts may do while they are young, tier by tier. */
export function TierTable({ field, pen }: { field: Tiers; pen: PolicyPen }) {
  const tiers = pen.policy.gate.newAccountTiers;
  const was = pen.base?.gate?.newAccountTiers;
  const isFull = tiers.length >= field.maxRows;
  const isFaulty = (row: string) => pen.faults.some((one) => one.path === field.path && one.row === row);
  return (
    <fieldset id={fieldId(field.path)} tabIndex={-1} aria-label={field.label} className="outline-none">
      <ol className="border-line border-t">
        {tiers.map((tier, index) => {
          const row = String(index + 1);
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a tier is its place in the order
              key={index}
              className="grid grid-cols-2 items-end gap-x-4 gap-y-2 border-line border-b py-3 sm:grid-cols-[88px_repeat(4,minmax(0,1fr))]"
            >
              <span className="flex items-center gap-1 font-medium max-sm:col-span-2 sm:self-center">
                Tier {row}
                {pen.readOnly === null ? (
                  <Button
                    size="sm"
                    variant="ghost"
                    icon={<Trash2 aria-hidden="true" className="size-3.5" />}
                    onClick={() => {
                      pen.clearTyped(field.path);
                      pen.change(
                        field.path,
                        tiers.filter((_, at) => at !== index),
                      );
                      goToField(field.path);
                    }}
                  >
                    <span className="sr-only">Remove tier {row}</span>
                  </Button>
                ) : null}
              </span>
              {field.columns.map((column, nth) => {
                const typedKey = `${field.path}#${row}#${column.key}`;
                return (
                  <span key={column.key}>
                    <span aria-hidden="true" className="mb-1 block text-12 text-ink-3">
                      {column.key === "underDays" ? "Younger than, days" : column.label}
                    </span>
                    <NumberCell
                      id={nth === 0 ? fieldId(field.path, row) : `${fieldId(field.path, row)}-${column.key}`}
                      label={`Tier ${row}: ${column.label}, ${column.unit}`}
                      typedKey={typedKey}
                      value={tier[column.key]}
                      was={was?.[index]?.[column.key]}
                      range={column}
                      pen={pen}
                      isInvalid={typedKey in pen.typed || isFaulty(row)}
                      isBare
                      onChange={(next) =>
                        pen.change(
                          field.path,
                          tiers.map((one, at) => (at === index ? { ...one, [column.key]: next } : one)),
                          typedKey,
                        )
                      }
                    />
                  </span>
                );
              })}
            </li>
          );
        })}
      </ol>
      {tiers.length === 0 ? (
        <p className="border-line border-b py-3 text-ink-2">
          No tier: new accounts are held to nothing more.
        </p>
      ) : null}
      {pen.readOnly === null ? (
        <Button
          size="sm"
          className="mt-3"
          icon={<Plus aria-hidden="true" className="size-3.5" />}
          disabledReason={isFull ? `At most ${field.maxRows} tiers.` : null}
          onClick={() => pen.change(field.path, [...tiers, nextTier(tiers)])}
        >
          Add a tier
        </Button>
      ) : null}
    </fieldset>
  );
}
