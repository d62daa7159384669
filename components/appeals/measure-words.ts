import { CHANNEL_LABELS, CHANNELS } from "@/lib/domain/channel";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { MEASURE_NAMES } from "@/lib/domain/measure";

/** A measure in one line of the console: "Daily cap, 10 a day, starts in Chat, InMail, not connected, 30 days". */
export function measureWords(chosen: ChosenMeasure): string {
  if (chosen.measure === "warning") return MEASURE_NAMES.warning;
  const { scope } = chosen;
  const channels =
    scope.channels.length === CHANNELS.length
      ? "all channels"
      : scope.channels.map((channel) => CHANNEL_LABELS[channel]).join(", ");
  const directions =
    scope.directions.length === 2 ? "" : scope.directions[0] === "start" ? "starts in " : "replies in ";
  const audience = { anyone: null, not_connected: "not connected", named: "named members" }[scope.audience];
  const period =
    chosen.measure === "temporary_block"
      ? `${chosen.hours} h`
      : chosen.days === null
        ? "until lifted"
        : `${chosen.days} days`;
  return [
    MEASURE_NAMES[chosen.measure],
    chosen.measure === "daily_cap" ? `${chosen.capPerDay} a day` : null,
    `${directions}${channels}`,
    audience,
    period,
  ]
    .filter(Boolean)
    .join(", ");
}
