import { cn } from "./cn";

export type InstantFormat = "datetime" | "date" | "time" | "full";

const DATE: Intl.DateTimeFormatOptions = { timeZone: "UTC", day: "numeric", month: "short" };
const CLOCK: Intl.DateTimeFormatOptions = {
  timeZone: "UTC",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

const FORMATS: Record<InstantFormat, (at: Date) => string> = {
  date: (at) => new Intl.DateTimeFormat("en-GB", { ...DATE, year: "numeric" }).format(at),
  time: (at) => new Intl.DateTimeFormat("en-GB", CLOCK).format(at),
  datetime: (at) =>
    `${new Intl.DateTimeFormat("en-GB", DATE).format(at)}, ${new Intl.DateTimeFormat("en-GB", CLOCK).format(at)}`,
  full: (at) =>
    `${new Intl.DateTimeFormat("en-GB", { ...DATE, year: "numeric" }).format(at)}, ${new Intl.DateTimeFormat("en-GB", { ...CLOCK, second: "2-digit" }).format(at)} UTC`,
};

/** A moment, in UTC: "20 Nov, 10:04". The whole of it is in the title and in `datetime`. */
export function Instant({
  at,
  format = "datetime",
  className,
}: {
  at: Date | string;
  format?: InstantFormat | undefined;
  className?: string | undefined;
}) {
  const instant = new Date(at);
  return (
    <time dateTime={instant.toISOString()} title={FORMATS.full(instant)} className={cn("num", className)}>
      {FORMATS[format](instant)}
    </time>
  );
}
