import { Untrusted } from "@/components/cases/untrusted";
import { MeterBar } from "@/components/ui/meter";
import { Instant } from "@/components/ui/time-element";
import type { SignalView } from "@/lib/contracts/signal";
import { FLOOR_RULES, SIGNAL_LABELS, signalFigure } from "@/lib/domain/signal";
import { windowWords } from "@/lib/domain/signal-words";
import { SignalMessagesButton } from "./signal-messages";

function Figures({ signal }: { signal: SignalView }) {
  const isFloor = FLOOR_RULES.includes(signal.rule);
  return (
    <div className="flex h-7 items-center gap-2">
      <span className="w-8 shrink-0 font-mono text-12 text-ink-3">{signal.rule}</span>
      <h3 className="min-w-0 flex-1 truncate font-normal">{SIGNAL_LABELS[signal.rule]}</h3>
      <span className="w-20 shrink-0 @min-[520px]:w-40">
        <MeterBar
          measured={signal.measured}
          threshold={signal.threshold}
          kind={isFloor ? "floor" : "ceiling"}
          hard={signal.rule === "D14"}
        />
      </span>
      <span className="num min-w-19 shrink-0 whitespace-nowrap text-right">
        <span className="sr-only">measured </span>
        <b className="font-semibold">{signalFigure(signal.rule, signal.measured)}</b>
        <span className="sr-only">, {isFloor ? "floor" : "threshold"} </span>
        <span aria-hidden="true" className="text-ink-3">
          {" / "}
        </span>
        <span className="text-ink-3">{signalFigure(signal.rule, signal.threshold)}</span>
      </span>
    </div>
  );
}

function Notes({ signal, hasNamesVeiled }: { signal: SignalView; hasNamesVeiled: boolean }) {
  const { notes, counterpart } = signal;
  if (notes.length === 0 && counterpart === null) return null;
  return (
    <span className="block text-ink-2">
      {notes.join("; ")}
      {counterpart ? (
        <>
          {notes.length > 0 ? "; " : ""}
          {counterpart.is}{" "}
          {hasNamesVeiled ? (
            "another account"
          ) : (
            <span className="mono">
              <Untrusted text={counterpart.memberId} />
            </span>
          )}
        </>
      ) : null}
    </span>
  );
}

/** Findings, each against its threshold: over what time, when, under which policy, and the messages behind it. */
export function SignalList({
  memberId,
  signals,
  hasNamesVeiled = false,
}: {
  memberId: string;
  signals: readonly SignalView[];
  hasNamesVeiled?: boolean;
}) {
  return (
    <ul className="@container">
      {signals.map((signal) => (
        <li key={signal.signalId} className="border-line py-1.5 not-first:border-t">
          <Figures signal={signal} />
          <div className="flex items-start gap-x-3 pl-10 text-12 text-ink-3">
            <p className="min-w-0 flex-1">
              <Instant at={signal.at} />, {windowWords(signal.windowSeconds)}, policy v{signal.policyVersion}
              {signal.times > 1 ? `; ${signal.times} times in 30 days` : ""}
              <Notes signal={signal} hasNamesVeiled={hasNamesVeiled} />
            </p>
            {signal.hasMessages ? (
              <SignalMessagesButton
                memberId={memberId}
                signalId={signal.signalId}
                rule={signal.rule}
                hasNamesVeiled={hasNamesVeiled}
              />
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
