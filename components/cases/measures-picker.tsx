"use client";

import { CircleAlert } from "lucide-react";
import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { Key } from "@/components/ui/key";
import {
  AVAILABLE_MEASURES,
  type AvailableMeasure,
  MEASURE_LABELS,
  MEASURES,
  type Measure,
  rungOf,
} from "@/lib/domain/measure";
import type { DecisionDraft } from "./draft";

/** The key of each rung; the dismissal has D. */
export const MEASURE_KEYS: Record<Measure, string> = {
  warning: "1",
  throttle: "2",
  captcha: "3",
  phone_verification: "4",
  temporary_block: "5",
  daily_cap: "6",
  messaging_disabled: "7",
  account_restricted: "8",
  suspension: "9",
  ban: "0",
  legal_referral: "L",
};

/** Whether a moderator can choose this rung today. */
export function isAvailable(measure: Measure): measure is AvailableMeasure {
  return (AVAILABLE_MEASURES as readonly Measure[]).includes(measure);
}

function Choice({
  label,
  rung,
  keyHint,
  isOn,
  isOff = false,
  reasonId,
  onChoose,
}: {
  label: string;
  rung: string | null;
  keyHint: string;
  isOn: boolean;
  isOff?: boolean;
  reasonId?: string;
  onChoose: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      {...(isOff ? { "aria-disabled": true, "aria-describedby": reasonId } : {})}
      onClick={isOff ? undefined : onChoose}
      className={cn(
        "-ml-1.5 flex h-7.25 w-full items-center gap-2.25 whitespace-nowrap rounded-sm px-1.5 text-left pointer-coarse:h-11",
        isOn && "bg-accent-soft font-semibold text-ink inset-ring inset-ring-accent",
        isOff ? "cursor-default text-ink-3" : !isOn && "hover:bg-hover",
      )}
    >
      <Key
        className={
          isOn ? "border-transparent bg-accent-fill text-on-accent" : isOff ? "text-ink-3" : undefined
        }
      >
        {keyHint}
      </Key>
      <span className="truncate">{label}</span>
      {rung ? (
        <span className={cn("ml-auto font-mono text-11 font-normal", isOn ? "text-accent" : "text-ink-3")}>
          {rung}
        </span>
      ) : null}
    </button>
  );
}

/** The rungs of the ladder and the dismissal, each by its key. Nothing is chosen until one is pressed. */
export function MeasuresPicker({
  draft,
  error,
  onToggle,
  onDismiss,
}: {
  draft: DecisionDraft;
  error: string | null;
  onToggle: (measure: AvailableMeasure) => void;
  onDismiss: () => void;
}) {
  const reasonId = useId();
  return (
    <div id="decide-measures" tabIndex={-1} className="outline-none">
      <p id={reasonId} className="sr-only">
        Comes with the full ladder.
      </p>
      <div className="grid grid-flow-col grid-cols-2 grid-rows-6 gap-x-3">
        {MEASURES.map((measure) => (
          <Choice
            key={measure}
            label={MEASURE_LABELS[measure]}
            rung={rungOf(measure)}
            keyHint={MEASURE_KEYS[measure]}
            isOn={draft.measures.some((chosen) => chosen.measure === measure)}
            isOff={!isAvailable(measure)}
            reasonId={reasonId}
            onChoose={() => isAvailable(measure) && onToggle(measure)}
          />
        ))}
        <Choice
          label="Dismiss, no breach"
          rung={null}
          keyHint="D"
          isOn={draft.isDismissed}
          onChoose={onDismiss}
        />
      </div>
      {error ? (
        <p role="alert" className="mt-1.5 flex items-center gap-1.5 text-12 text-crit">
          <CircleAlert aria-hidden="true" className="size-3.5" />
          {error}
        </p>
      ) : null}
    </div>
  );
}
