import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export type FieldBinding = {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

/** A field with its label, its hint and what is wrong with it. Spread the binding on the control. */
export function FormField({
  id,
  label,
  labelHidden = false,
  optional,
  hint,
  error,
  under,
  size = "md",
  className,
  children,
}: {
  /** Fixed when a list of errors has to lead here. */
  id?: string | undefined;
  label: string;
  /** The heading above says it already; readers still hear it. */
  labelHidden?: boolean | undefined;
  /** Said behind the label, such as "if you like". */
  optional?: string | undefined;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** A line under the field that is not an error, such as a count. */
  under?: ReactNode;
  size?: "md" | "lg" | undefined;
  className?: string | undefined;
  children: (binding: FieldBinding) => ReactNode;
}) {
  const made = useId();
  const own = id ?? made;
  const describedBy = [hint ? `${own}-hint` : null, error ? `${own}-error` : null].filter(Boolean).join(" ");
  const lg = size === "lg";
  return (
    <div className={className}>
      <label
        htmlFor={own}
        className={cn(
          labelHidden ? "sr-only" : "block",
          lg ? "mb-0.75 text-17 font-semibold" : "mb-1.5 font-medium",
        )}
      >
        {label}
        {optional ? <span className="font-normal text-ink-2"> {optional}</span> : null}
      </label>
      {hint ? (
        <p id={`${own}-hint`} className={cn("text-ink-2", lg ? "mb-2 text-15" : "mb-1.5 text-12")}>
          {hint}
        </p>
      ) : null}
      {children({
        id: own,
        ...(describedBy ? { "aria-describedby": describedBy } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
      <div className={cn(lg ? "text-14" : "text-12", "flex justify-between gap-4")}>
        {error ? (
          <p id={`${own}-error`} className="mt-1.5 flex items-center gap-1.5 text-crit">
            <CircleAlert aria-hidden="true" className="size-3.5 shrink-0" />
            {error}
          </p>
        ) : null}
        {under ? <div className={cn("mt-1.5 text-ink-3", error ? "shrink-0" : "flex-1")}>{under}</div> : null}
      </div>
    </div>
  );
}
