const DATE = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

/** A moment in a narrow column, UTC: the clock on the day itself, else the date. The whole of it is in the title. */
export function ShortInstant({ at, now }: { at: string; now: string }) {
  const isToday = at.slice(0, 10) === now.slice(0, 10);
  return (
    <time dateTime={at} title={at} className="num whitespace-nowrap">
      {isToday ? at.slice(11, 16) : DATE.format(new Date(at))}
    </time>
  );
}
