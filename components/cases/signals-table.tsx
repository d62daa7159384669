import { SignalList } from "@/components/signals/signal-list";
import type { CaseView } from "@/lib/contracts/case";
import { EvidenceSection } from "./evidence-section";

/** What detectors measured, each against its threshold, with the messages behind it. */
export function SignalsTable({ view, hasNamesVeiled }: { view: CaseView; hasNamesVeiled: boolean }) {
  const { signals, member } = view;
  if (signals.length === 0) {
    return (
      <EvidenceSection title="Signals" note="30 days">
        <p className="text-12 text-ink-2">No detector measured more than its threshold.</p>
      </EvidenceSection>
    );
  }
  return (
    <EvidenceSection title="Signals" note="measured / threshold">
      <SignalList memberId={member.memberId} signals={signals} hasNamesVeiled={hasNamesVeiled} />
    </EvidenceSection>
  );
}
