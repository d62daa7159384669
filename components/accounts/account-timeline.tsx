import Link from "next/link";
import { Timeline, TimelineItem } from "@/components/ui/timeline";
import { caseHref } from "@/lib/contracts/case-href";
import type { AccountEvent } from "@/lib/domain/account";

/** What happened, latest first. */
export function AccountTimeline({ events }: { events: readonly AccountEvent[] }) {
  return (
    <section
      aria-labelledby="timeline"
      className="border-line px-6 py-5 max-lg:border-t lg:border-l max-md:px-4"
    >
      <h2 id="timeline" className="mb-4">
        Timeline
      </h2>
      <Timeline label="Timeline">
        {events.map((event, place) => (
          <TimelineItem
            // biome-ignore lint/suspicious/noArrayIndexKey: two things can happen at one instant
            key={`${event.at.getTime()} ${event.title} ${place}`}
            kind={event.kind}
            title={event.title}
            at={event.at}
          >
            {event.detail}
            {event.detail && event.reference ? ", " : null}
            {event.reference ? (
              <Link href={caseHref(event.reference)} className="link mono">
                {event.reference}
              </Link>
            ) : null}
          </TimelineItem>
        ))}
      </Timeline>
    </section>
  );
}
