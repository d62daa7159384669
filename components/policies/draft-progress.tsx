import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { PolicyEditorView } from "@/lib/contracts/policy-view";

type Step = { name: string; state: "done" | "now" | "ahead"; detail: string };
type Draft = NonNullable<PolicyEditorView["draft"]>;

function stepsOf({ backTest, shadow, state }: Draft, isSound: boolean): Step[] {
  const isTested = backTest?.state === "done" && !backTest.isOld;
  const isRunning = backTest?.state === "running" || backTest?.state === "queued";
  const hasShadowed = shadow !== null && shadow.until !== null;
  const steps: Step[] = [
    { name: "Draft", state: isSound ? "done" : "now", detail: isSound ? "written" : "being written" },
    {
      name: "Back-test",
      state: isTested ? "done" : isRunning ? "now" : "ahead",
      detail: isTested ? "done" : isRunning ? "running" : backTest ? "of an earlier revision" : "not run",
    },
    {
      name: "Shadow",
      state: hasShadowed ? "done" : shadow ? "now" : "ahead",
      detail: hasShadowed ? "ended" : shadow ? "running" : "not run",
    },
    {
      name: "Live",
      state: state === "published" ? "done" : state === "proposed" ? "now" : "ahead",
      detail: state === "proposed" ? "proposed" : state === "published" ? "published" : "not yet",
    },
  ];
  if (steps.some((step) => step.state === "now")) return steps;
  const next = steps.findIndex((step) => step.state === "ahead");
  return steps.map((step, nth) => (nth === next ? { ...step, state: "now" } : step));
}

/** How far a draft is on its way to being in force. */
export function DraftProgress({ draft, isSound }: { draft: Draft; isSound: boolean }) {
  const steps = stepsOf(draft, isSound);
  return (
    <ol aria-label="On its way" className="flex items-center gap-2 text-12 whitespace-nowrap">
      {steps.map((step, nth) => (
        <li
          key={step.name}
          className="flex items-center gap-2"
          {...(step.state === "now" ? { "aria-current": "step" } : {})}
        >
          {nth > 0 ? <span aria-hidden="true" className="h-px w-4 bg-line-strong" /> : null}
          <span
            className={cn(
              "flex items-center gap-1.5",
              step.state === "now"
                ? "font-semibold text-ink"
                : step.state === "done"
                  ? "text-ink-2"
                  : "text-ink-3",
            )}
          >
            {step.state === "done" ? (
              <Check aria-hidden="true" className="size-3.5 text-accent" />
            ) : (
              <span
                aria-hidden="true"
                className={cn(
                  "size-1.5 rounded-full",
                  step.state === "now" ? "bg-accent" : "inset-ring inset-ring-control",
                )}
              />
            )}
            {step.name}
            <span className="sr-only">, {step.detail}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
