import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Instant } from "@/components/ui/time-element";
import type { WaitingLocks } from "@/lib/contracts/lock";
import { type StandingCell, standingCell } from "@/lib/domain/account";
import { CHANNEL_LABELS, CHANNELS, type Channel, DIRECTIONS, type Direction } from "@/lib/domain/channel";
import { MEASURE_NAMES, rungOf } from "@/lib/domain/measure";
import type { Restriction, Standing } from "@/lib/domain/restriction";
import type { Audience } from "@/lib/domain/scope";
import { WaitingLocksLine } from "./waiting-locks";

const DIRECTION_LABELS: Record<Direction, string> = { start: "Start", reply: "Reply" };
const TOWARDS: Record<Audience, string> = {
  anyone: "Everybody",
  not_connected: "Not-connected recipients",
  named: "Named recipients",
};

function cellText(cell: StandingCell): string {
  if (cell.kind === "cap") return `${cell.perDay} a day`;
  return cell.kind === "partly" ? "partly" : cell.kind;
}

function ChannelStanding({ channel, standing }: { channel: Channel; standing: Standing }) {
  const cells = DIRECTIONS.map((direction) => ({
    direction,
    cell: standingCell(standing.inForce, channel, direction),
  }));
  const isLimited = cells.some(({ cell }) => cell.kind !== "open");
  return (
    <div
      className={cn(
        "border-line px-3 pt-2 pb-2.5 sm:not-first:border-l max-sm:not-first:border-t",
        isLimited && "bg-accent-soft",
      )}
    >
      <h3 className="mb-1 text-13 font-medium">{CHANNEL_LABELS[channel]}</h3>
      <dl>
        {cells.map(({ direction, cell }) => (
          <div key={direction} className="flex justify-between gap-2 text-12 leading-4.5">
            <dt className={isLimited ? "text-ink-2" : "text-ink-3"}>{DIRECTION_LABELS[direction]}</dt>
            <dd className={cn("num", cell.kind === "open" ? "font-medium text-ink-2" : "font-semibold")}>
              {cellText(cell)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function InForce({ restriction }: { restriction: Restriction }) {
  const { measure, scope, startsAt, endsAt, policyClause } = restriction;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone="accent">
        {rungOf(measure)} {MEASURE_NAMES[measure].toLowerCase()}
      </Badge>
      <span>
        {TOWARDS[scope.audience]}, {endsAt ? "until " : "until lifted"}
        {endsAt ? <Instant at={endsAt} format="datetime" className="font-medium" /> : null}
      </span>
      <span className="text-ink-3">
        clause {policyClause}, since <Instant at={startsAt} format="date" />
      </span>
    </li>
  );
}

/** What the member may do now, channel by channel, and because of what. */
export function AccountStanding({ standing, waiting }: { standing: Standing; waiting: WaitingLocks | null }) {
  const measures = standing.inForce.filter(({ measure }) => measure !== "warning");
  return (
    <section aria-labelledby="standing" className="border-line border-b px-6 py-5 max-md:px-4">
      <header className="flex items-baseline gap-2">
        <h2 id="standing">Standing</h2>
        <p className="text-12 text-ink-3">
          at <Instant at={standing.at} format="time" /> UTC, from the records in force
        </p>
      </header>
      <div className="mt-3.5 mb-3 grid overflow-hidden rounded-md border border-line-strong sm:grid-cols-5">
        {CHANNELS.map((channel) => (
          <ChannelStanding key={channel} channel={channel} standing={standing} />
        ))}
      </div>
      {measures.length > 0 ? (
        <ul className="flex flex-col gap-1.5">
          {measures.map((restriction) => (
            <InForce key={restriction.restrictionId} restriction={restriction} />
          ))}
        </ul>
      ) : (
        <p className="text-ink-2">No measure is in force.</p>
      )}
      {waiting ? <WaitingLocksLine waiting={waiting} /> : null}
    </section>
  );
}
