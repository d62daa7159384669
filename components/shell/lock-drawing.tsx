const LEFT = 242;
const RIGHT = 478;
const MIDDLE = 360;
const RISE = 54;

/** Where each gate stands, and how close the lines of the water above it lie. */
const CHAMBERS = [
  { top: -60, gate: 250, opacity: 0.3, lines: 26 },
  { top: 250, gate: 510, opacity: 0.19, lines: 13 },
  { top: 510, gate: 770, opacity: 0.11, lines: 7 },
  { top: 770, gate: 1010, opacity: 0.06, lines: 4 },
] as const;

function chevron(y: number): string {
  return `M${LEFT} ${y}L${MIDDLE} ${y - RISE}L${RIGHT} ${y}`;
}

function Gate({ y }: { y: number }) {
  const peak = y - RISE;
  return (
    <g stroke="var(--ink)" fill="none">
      <path
        d={`M${MIDDLE - 1.5} ${peak}L${LEFT} ${y}M${MIDDLE + 1.5} ${peak}L${RIGHT} ${y}`}
        strokeWidth="6"
      />
      <path
        d={`M${LEFT + 16} ${y - 7}L${LEFT - 78} ${y + 36}M${RIGHT - 16} ${y - 7}L${RIGHT + 78} ${y + 36}`}
        strokeWidth="9"
      />
      <path
        d={`M${LEFT - 78} ${y + 36}L${LEFT - 104} ${y + 48}M${RIGHT + 78} ${y + 36}L${RIGHT + 104} ${y + 48}`}
        strokeWidth="9"
      />
      <path
        d={`M${LEFT - 79} ${y + 36.5}L${LEFT - 106} ${y + 49}M${RIGHT + 79} ${y + 36.5}L${RIGHT + 106} ${y + 49}`}
        stroke="var(--canvas)"
        strokeWidth="6"
      />
    </g>
  );
}

/** A staircase of locks from above: deep water at the top, a gauge at the side. Decoration of the sign-in page. */
export function LockDrawing() {
  return (
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true" className="size-full">
      {CHAMBERS.map((chamber) => (
        <g key={chamber.gate}>
          <path
            d={`M${LEFT} ${chamber.top}L${MIDDLE} ${chamber.top - RISE}L${RIGHT} ${chamber.top}V${chamber.gate}L${MIDDLE} ${chamber.gate - RISE}L${LEFT} ${chamber.gate}Z`}
            fill="var(--accent-fill)"
            opacity={chamber.opacity}
          />
          {Array.from({ length: chamber.lines - 1 }, (_, line) => {
            const y = chamber.top + ((line + 1) * (chamber.gate - chamber.top)) / chamber.lines;
            return <path key={y} d={chevron(y)} fill="none" stroke="var(--accent-fill)" opacity="0.5" />;
          })}
        </g>
      ))}
      <path d={`M${LEFT} 0V900M${RIGHT} 0V900`} stroke="var(--ink)" strokeWidth="2.5" />
      <path d={`M${LEFT - 14} 0V900M${RIGHT + 14} 0V900`} stroke="var(--line-strong)" />
      {Array.from({ length: 46 }, (_, tick) => {
        const y = 10 + tick * 20;
        return (
          <path
            key={y}
            d={`M${LEFT - 14} ${y}H${LEFT - (tick % 5 === 0 ? 28 : 20)}`}
            stroke="var(--ink-3)"
            strokeWidth="1.5"
          />
        );
      })}
      {CHAMBERS.slice(0, 3).map((chamber) => (
        <Gate key={chamber.gate} y={chamber.gate} />
      ))}
    </svg>
  );
}
