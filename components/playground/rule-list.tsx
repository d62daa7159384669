import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Meter } from "@/components/ui/meter";
import { Mitre } from "@/components/ui/mitre";
import type { PlaygroundCheck } from "@/lib/contracts/playground";
import { GATE_STEPS, type GateStep } from "@/lib/domain/gate-facts";

const STEPS: Record<GateStep, string> = {
  restrictions: "Restrictions",
  eligibility: "Who may message whom",
  velocity: "How much was sent before",
  content: "What the text says",
};
const STOPPED = {
  refuse: { tone: "crit", label: "Refuses" },
  challenge: { tone: "warn", label: "Challenges" },
  lock: { tone: "warn", label: "Locks" },
} as const;
const FLOORS = ["E1", "E2", "E3"];

/** Whether a rule asks for at least its threshold. E6 has both kinds: which one, its outcome tells. */
function isFloor({ rule, outcome, measured = 0, threshold = 0 }: PlaygroundCheck): boolean {
  if (rule === "E6") return (outcome === "stopped") === measured < threshold;
  return FLOORS.includes(rule);
}

function Outcome({ check }: { check: PlaygroundCheck }) {
  if (check.outcome === "stopped") {
    const { tone, label } = STOPPED[check.effect];
    return <Badge tone={tone}>{label}</Badge>;
  }
  return (
    <span className="text-12 text-ink-3">{check.outcome === "passed" ? "passes" : "does not apply"}</span>
  );
}

function Rule({ check, isDeciding }: { check: PlaygroundCheck; isDeciding: boolean }) {
  const { rule, name, outcome, measured, threshold, detail } = check;
  const isQuiet = outcome === "not_applicable";
  return (
    <li
      className={cn(
        "grid grid-cols-[32px_minmax(0,1fr)_auto] gap-x-3 border-line border-b py-2.5",
        outcome === "stopped" && "bg-hover",
      )}
    >
      <span className="mono pl-1 text-12 text-ink-3">{rule === "R" ? "" : rule}</span>
      <div className="min-w-0">
        <p className={cn("flex items-center gap-2", isQuiet ? "text-ink-2" : "font-medium")}>
          {name}
          {isDeciding ? (
            <span className="inline-flex items-center gap-1.5 font-normal text-12 text-ink-2">
              <Mitre direction="right" />
              decides
            </span>
          ) : null}
        </p>
        <p className="text-pretty text-12 text-ink-2">{detail}</p>
        {!isQuiet && measured !== undefined && threshold !== undefined ? (
          <Meter
            label={name}
            measured={measured}
            threshold={threshold}
            kind={isFloor(check) ? "floor" : "ceiling"}
            format={(value) => String(Math.round(value * 100) / 100)}
            className="mt-1.5 max-w-64"
          />
        ) : null}
      </div>
      <span className="pr-1">
        <Outcome check={check} />
      </span>
    </li>
  );
}

/** Every rule in the gate's order with what it measured; the first one that stops the message decides. */
export function RuleList({ checks }: { checks: readonly PlaygroundCheck[] }) {
  const first = checks.find(({ outcome }) => outcome === "stopped");
  return (
    <div className="grid gap-6">
      {GATE_STEPS.map((step) => {
        const mine = checks.filter((check) => check.step === step);
        if (mine.length === 0) return null;
        return (
          <section key={step} aria-labelledby={`step-${step}`}>
            <h3 id={`step-${step}`} className="border-line-strong border-b pb-1.5 font-semibold">
              {STEPS[step]}
            </h3>
            <ol>
              {mine.map((check, place) => (
                // A rule can measure several figures, in a fixed order.
                // biome-ignore lint/suspicious/noArrayIndexKey: its place is what tells two figures of one rule apart
                <Rule key={`${check.rule}-${place}`} check={check} isDeciding={check === first} />
              ))}
            </ol>
          </section>
        );
      })}
    </div>
  );
}
