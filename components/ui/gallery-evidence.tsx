import { inspectText } from "@/lib/domain/hostile-text";
import { CopyButton } from "./copy-button";
import { DataList } from "./data-list";
import { EmptyState } from "./empty-state";
import { Figure } from "./figure";
import { Shelf } from "./gallery-shelf";
import { HostileText } from "./hostile-text";
import { LeaseRing } from "./lease-ring";
import { Meter } from "./meter";
import { Progress } from "./progress";
import { RelativeTime } from "./relative-time";
import { Steps } from "./steps";
import { Table, TableCell, TableHeader, TableRow } from "./table";
import { Instant } from "./time-element";
import { Timeline, TimelineItem } from "./timeline";
import { Veil } from "./veil";

const NOW = "2026-11-20T10:00:00Z";
const LEASE_MS = 15 * 60_000;
const HOSTILE = inspectText(
  "see quay-fеnnmark.example/\u202Etols-mrifnoc at quаy now\u200Bor write to a@b.example. Z\u0336\u0336\u0336\u0336\u0336\u0336\u0336 👩‍🚀",
);
const PERCENT = (share: number) => `${(share * 100).toFixed(share < 0.05 ? 1 : 0)} %`;

export function GalleryEvidence({ theme }: { theme: string }) {
  return (
    <>
      <Shelf name="Meter">
        <div className="grid w-full max-w-90 grid-cols-[96px_1fr] items-center gap-x-3 gap-y-2.5">
          <span>Under</span>
          <Meter barClassName="w-30 flex-none" label="Messages a day" measured={84} threshold={100} />
          <span>Over</span>
          <Meter barClassName="w-30 flex-none" label="Messages a day" measured={412} threshold={100} />
          <span>Under a floor</span>
          <Meter
            barClassName="w-30 flex-none"
            label="Replies"
            kind="floor"
            measured={0.041}
            threshold={0.1}
            format={PERCENT}
          />
          <span>Severe</span>
          <Meter barClassName="w-30 flex-none" label="Severe reports" measured={3} threshold={1} hard />
          <span>In a row</span>
          <Meter label="Profiles an hour" size="sm" measured={1940} threshold={600} />
        </div>
      </Shelf>
      <Shelf name="Hostile text">
        <p className="text-15">
          <HostileText segments={HOSTILE.segments} />{" "}
          <Veil what="slur, 5 letters" keyHint="V">
            *****
          </Veil>
        </p>
        <Veil kind="block" what="Image, 640 × 256 · not opened" keyHint="V" className="w-74">
          <p>Shown.</p>
        </Veil>
      </Shelf>
      <Shelf name="Time">
        <Instant at={NOW} />
        <Instant at={NOW} format="full" />
        <RelativeTime at="2026-11-20T10:41:00Z" now={NOW} words="due" />
        <RelativeTime at="2026-11-20T09:56:00Z" now={NOW} words="due" className="font-medium text-crit" />
        <LeaseRing until={new Date(Date.now() + LEASE_MS * 0.78)} totalMs={LEASE_MS} />
        <CopyButton text="op_01JD4W8T3" label="Copy the reference" />
      </Shelf>
      <Shelf name="Figure">
        <Figure
          label="Overturned on appeal"
          value="6.4"
          unit="%"
          definition="5.0 to 8.2 %; 58 of 908 heard"
          className="w-44"
        />
        <DataList
          items={[
            { term: "Joined", value: <Instant at="2024-03-14T00:00:00Z" format="date" /> },
            { term: "Standing", value: "Open in all channels" },
          ]}
        />
      </Shelf>
      <Shelf name="Timeline">
        <Timeline label={`What happened, ${theme}`}>
          <TimelineItem kind="decision" title="R6 daily cap, 30 days" at={NOW}>
            Ines Vale, clause 4.2
          </TimelineItem>
          <TimelineItem kind="event" title="Notice read" />
          <TimelineItem kind="closed" title="Block ended by itself" />
        </Timeline>
      </Shelf>
      <Shelf name="Way back">
        <Steps
          label="10 a day until 20 December, 25 a day until 19 January, then no limit"
          steps={[
            { at: "24 Nov", label: "10 a day", height: 0.26 },
            { at: "20 Dec", label: "25 a day", height: 0.58 },
            { at: "19 Jan", label: "No limit", height: 1 },
          ]}
          className="max-w-155"
        />
        <Progress label={`Sending, ${theme}`} value={26} max={42} className="w-full" />
      </Shelf>
      <Shelf name="Table">
        <div className="w-full">
          <Table caption={`Linked accounts, ${theme}`} captionHidden>
            <thead>
              <TableRow>
                <TableHeader>Account</TableHeader>
                <TableHeader>Shared</TableHeader>
                <TableHeader numeric>Cases</TableHeader>
              </TableRow>
            </thead>
            <tbody>
              <TableRow>
                <TableHeader scope="row">M. Teague</TableHeader>
                <TableCell>device ×3</TableCell>
                <TableCell numeric>2</TableCell>
              </TableRow>
            </tbody>
          </Table>
        </div>
      </Shelf>
      <Shelf name="Empty">
        <EmptyState
          title="Nothing is due"
          actions={[{ href: "/look", label: "Read a second time", detail: "12 wait", key: "R" }]}
        >
          The next case comes in by itself; you do not have to reload.
        </EmptyState>
      </Shelf>
    </>
  );
}
