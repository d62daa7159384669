import { CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** What is wrong with a field, and what to do; what is odd about it. */
export function FieldNotes({
  id,
  faults,
  warnings,
}: {
  id: string;
  faults: readonly string[];
  warnings: readonly string[];
}) {
  if (faults.length + warnings.length === 0) return null;
  const line = "mt-1.5 flex items-start gap-1.5 text-12";
  return (
    <div id={id}>
      {faults.map((message) => (
        <p key={message} className={cn(line, "text-crit")}>
          <CircleAlert aria-hidden="true" className="mt-0.75 size-3.5 shrink-0" />
          {message}
        </p>
      ))}
      {warnings.map((message) => (
        <p key={message} className={cn(line, "text-warn")}>
          <TriangleAlert aria-hidden="true" className="mt-0.75 size-3.5 shrink-0" />
          {message}
        </p>
      ))}
    </div>
  );
}

/** One line of the form: name at the left, the field beside it, what it does and what is wrong under it. */
export function FieldRow({
  label,
  htmlFor,
  effect,
  effectId,
  isWide = false,
  notes,
  children,
}: {
  label: ReactNode;
  /** The control the name belongs to; none for a group, which names itself. */
  htmlFor?: string | undefined;
  effect?: string | undefined;
  effectId: string;
  /** The field takes the whole width, under its name. */
  isWide?: boolean | undefined;
  notes: ReactNode;
  children: ReactNode;
}) {
  const name = htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span aria-hidden="true">{label}</span>;
  return (
    <div
      className={cn(
        "min-h-10 border-line py-1.5 not-first:border-t",
        isWide ? "py-3" : "grid items-start gap-x-3 gap-y-1 sm:grid-cols-[168px_minmax(0,1fr)]",
      )}
    >
      <div className={cn("text-ink-2", isWide ? "mb-1 font-medium" : "sm:py-1")}>{name}</div>
      <div className="min-w-0">
        {isWide && effect ? (
          <p id={effectId} className="mb-2 max-w-[62ch] text-12 text-ink-2">
            {effect}
          </p>
        ) : null}
        {children}
        {!isWide && effect ? (
          <p id={effectId} className="mt-1 max-w-[62ch] text-12 text-ink-3">
            {effect}
          </p>
        ) : null}
        {notes}
      </div>
    </div>
  );
}
