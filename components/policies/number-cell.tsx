"use client";

import type { KeyboardEvent } from "react";
import { cn } from "@/components/ui/cn";
import { numberSchema } from "@/lib/contracts/policy";
import { fieldFigure, type NumberRange } from "@/lib/domain/policy-field";
import type { PolicyPen } from "./policy-pen";

/** A number as people write it: with a comma or a point, spaces between thousands. */
function numberFrom(text: string): number {
  const bare = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : Number.NaN;
}

/** One number with its unit. What cannot be stored stays as typed and says why under the field; arrows step. */
export function NumberCell({
  id,
  label,
  typedKey,
  value,
  was,
  range,
  pen,
  describedBy,
  isInvalid,
  isBare = false,
  onChange,
}: {
  id: string;
  label: string;
  /** The name what was typed is kept under. */
  typedKey: string;
  value: number;
  /** What it was in the version it is compared with. */
  was: number | undefined;
  range: NumberRange;
  pen: Pick<PolicyPen, "typed" | "type" | "readOnly">;
  describedBy?: string | undefined;
  isInvalid: boolean;
  /** The heading over it says the unit already. */
  isBare?: boolean | undefined;
  onChange: (value: number) => void;
}) {
  const typed = pen.typed[typedKey];
  const text = typed?.text ?? fieldFigure(value);
  const write = (next: string) => {
    const parsed = numberSchema(range).safeParse(numberFrom(next));
    if (parsed.success) onChange(parsed.data);
    else pen.type(typedKey, { text: next, message: parsed.error.issues[0]?.message ?? "Write a number." });
  };
  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (by === 0 || pen.readOnly !== null) return;
    event.preventDefault();
    const next = Math.min(range.max, Math.max(range.min, value + by * range.step));
    onChange(Number(next.toFixed(4)));
  };
  const [unit = "", more] = range.unit.split("; ");
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {was !== undefined && was !== value ? (
        <s className="num text-ink-3">
          <span className="sr-only">was </span>
          {fieldFigure(was)}
        </s>
      ) : null}
      <span
        className={cn(
          "inline-flex h-7 items-center overflow-hidden rounded-md border border-control bg-raised has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-[input[readonly]]:bg-quiet pointer-coarse:h-11",
          isInvalid && "border-crit-solid inset-ring inset-ring-crit-solid",
        )}
      >
        <input
          id={id}
          aria-label={label}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          readOnly={pen.readOnly !== null}
          onChange={(event) => write(event.target.value)}
          onKeyDown={step}
          className="num h-full bg-transparent px-2.5 font-semibold focus-visible:outline-none! pointer-coarse:text-[16px]"
          style={{ width: `calc(${Math.max(2, text.length)}ch + 22px)` }}
          {...(describedBy ? { "aria-describedby": describedBy } : {})}
          {...(isInvalid ? { "aria-invalid": true } : {})}
        />
        {isBare ? null : (
          <span className="flex h-full items-center border-line border-l px-2.5 text-ink-3">{unit}</span>
        )}
      </span>
      {more && !isBare ? <span className="text-12 text-ink-3">crossed {more}</span> : null}
    </span>
  );
}
