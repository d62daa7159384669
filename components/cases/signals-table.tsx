import { MeterBar } from "@/components/ui/meter";
import { Instant } from "@/components/ui/time-element";
import type { CaseView } from "@/lib/contracts/case";
import { FLOOR_RULES, SIGNAL_LABELS, signalFigure } from "@/lib/domain/signal";
import { EvidenceSection } from "./evidence-section";

function windowText(seconds: number): string {
  if (seconds <= 3600) return `${Math.round(seconds / 60)} min`;
  return seconds <= 86_400 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

/** What detectors measured, each against its threshold. */
export function SignalsTable({ view }: { view: CaseView }) {
  const { signals } = view;
  if (signals.length === 0) {
    return (
      <EvidenceSection title="Signals" note="30 days">
        <p className="text-12 text-ink-2">No detector measured more than its threshold.</p>
      </EvidenceSection>
    );
  }
  const latest =
    signals
      .map((signal) => signal.at)
      .sort()
      .at(-1) ?? view.at;
  const windows = [...new Set(signals.map((signal) => windowText(signal.windowSeconds)))].join(", ");
  return (
    <EvidenceSection title="Signals" note={`measured / threshold · policy v${view.policy.version}`}>
      <table className="w-full border-collapse">
        <caption className="sr-only">Signals: measured against threshold</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Figure</th>
            <th scope="col">Drawing</th>
            <th scope="col">Measured and threshold</th>
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => (
            <tr key={signal.rule} className="h-7">
              <td className="w-9 font-mono text-12 text-ink-3">{signal.rule}</td>
              <th scope="row" className="truncate pr-2 text-left font-normal">
                {SIGNAL_LABELS[signal.rule]}
              </th>
              <td className="w-26">
                <MeterBar
                  measured={signal.measured}
                  threshold={signal.threshold}
                  kind={FLOOR_RULES.includes(signal.rule) ? "floor" : "ceiling"}
                  hard={signal.rule === "D14"}
                />
              </td>
              <td className="num w-22 whitespace-nowrap pl-2 text-right">
                <b className="font-semibold">{signalFigure(signal.rule, signal.measured)}</b>
                <span className="text-ink-3"> / {signalFigure(signal.rule, signal.threshold)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1.5 text-12 text-ink-3">
        Over {windows}, the latest at <Instant at={latest} /> UTC.
      </p>
    </EvidenceSection>
  );
}
