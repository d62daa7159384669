import type { CaseView } from "@/lib/contracts/case";
import { MEASURE_NAMES, MEASURES, type Measure, rungOf } from "@/lib/domain/measure";

const WIDTH = 416;
const MONTH = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short" });

function x(measure: Measure): number {
  return 8 + (MEASURES.indexOf(measure) * (WIDTH - 22)) / (MEASURES.length - 1);
}

/** The rungs in order: what was used on this member before as dots, what is chosen now in accent. */
export function Ladder({ history, chosen }: { history: CaseView["history"]; chosen: readonly Measure[] }) {
  const past = new Map<Measure, string>();
  for (const decision of history) {
    if (decision.outcome !== "actioned" || decision.appealOutcome === "overturned") continue;
    for (const { measure } of decision.measures)
      if (!past.has(measure)) past.set(measure, decision.decidedAt);
  }
  const said = [...past].map(([measure, at]) => `${MEASURE_NAMES[measure]} in ${MONTH.format(new Date(at))}`);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 44`}
      role="img"
      aria-label={said.length > 0 ? `Used before: ${said.join(", ")}` : "No rung was used before"}
      className="block h-auto w-full"
    >
      <line x1="4" x2={WIDTH - 4} y1="26" y2="26" stroke="var(--line-strong)" />
      {MEASURES.map((measure) => {
        const isChosen = chosen.includes(measure);
        const at = past.get(measure);
        return (
          <g key={measure}>
            <line
              x1={x(measure)}
              x2={x(measure)}
              y1={isChosen ? 14 : 20}
              y2="26"
              stroke={isChosen ? "var(--accent)" : "var(--ink-3)"}
              strokeWidth={isChosen ? 2 : 1}
            />
            <text
              x={x(measure)}
              y="41"
              textAnchor="middle"
              fontSize="11"
              fontWeight={isChosen ? 600 : 400}
              fill={isChosen ? "var(--accent)" : "var(--ink-3)"}
            >
              {rungOf(measure)}
            </text>
            {at ? (
              <>
                <circle cx={x(measure)} cy="9" r="3" fill="var(--ink-2)" />
                <text x={x(measure) + 6} y="12" fontSize="10" fill="var(--ink-3)">
                  {MONTH.format(new Date(at))}
                </text>
              </>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
