import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";

export type ProgressStep = { label: string; at: string; state: "done" | "now" | "open" };

const SAID = { done: "Done: ", now: "Under way: ", open: "Still to come: " } as const;

/** What has happened, what is under way and what comes, from top to bottom. */
export function ProgressLine({ steps }: { steps: readonly ProgressStep[] }) {
  return (
    <ol>
      {steps.map((step) => (
        <li key={step.label} className="flex items-start gap-3.5 border-line border-t py-3.5 last:border-b">
          <span
            aria-hidden="true"
            className={cn(
              "mt-0.5 grid size-5.5 shrink-0 place-items-center rounded-full",
              step.state === "done" && "bg-ok-solid text-surface",
              step.state === "now" && "border-2 border-accent-fill bg-accent-soft",
              step.state === "open" && "border-2 border-control",
            )}
          >
            {step.state === "done" ? <Check strokeWidth={3} className="size-3.25" /> : null}
          </span>
          <span>
            <span className="sr-only">{SAID[step.state]}</span>
            <span className="block font-semibold">{step.label}</span>
            <span className="num block text-15 text-ink-2">{step.at}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
