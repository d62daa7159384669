import { Bookmark, Lock, Users } from "lucide-react";
import { Avatar } from "./avatar";
import { Badge } from "./badge";
import { Banner } from "./banner";
import { Button } from "./button";
import { AddChip } from "./chip";
import { GalleryEvidence } from "./gallery-evidence";
import { GalleryFields } from "./gallery-fields";
import { GalleryChips, GalleryMenus, GalleryToast } from "./gallery-live";
import { Shelf } from "./gallery-shelf";
import { Key, Keys } from "./key";
import { Mark } from "./mark";
import { Mitre } from "./mitre";
import { Severity } from "./severity";
import { SkeletonLines } from "./skeleton";
import { LinkTabs } from "./tabs";
import { Tooltip } from "./tooltip";

const GROUNDS = [
  "bg-sunken",
  "bg-canvas",
  "bg-surface",
  "bg-raised",
  "bg-quiet",
  "bg-selected",
  "bg-accent-soft",
  "bg-crit-soft",
  "bg-warn-soft",
  "bg-ok-soft",
] as const;

const TABS = [
  { href: "/look", label: "All open", count: 214, overdue: 2, current: true },
  { href: "/look?tab=reported", label: "Reported", count: 96, overdue: 1, current: false },
  { href: "/look?tab=appeals", label: "Appeals", count: 31, current: false },
];

/** Every primitive in its states, for the eye and for the accessibility check. */
export function Gallery({ theme }: { theme: string }) {
  return (
    <main className="min-w-0 bg-surface px-10 pt-9 pb-12 text-ink max-sm:px-4">
      <h1 className="mb-5 flex items-center gap-2 text-14 font-semibold">
        <Mark /> Lockkeeper <span className="font-normal text-ink-3">{theme}</span>
      </h1>
      <Shelf name="Ground">
        {GROUNDS.map((ground) => (
          <span
            key={ground}
            className={`${ground} grid h-11 w-20 items-end rounded-sm p-1.5 text-11 text-ink-2 inset-ring inset-ring-line`}
          >
            {ground.slice(3)}
          </span>
        ))}
      </Shelf>
      <Shelf name="Button">
        <Button variant="primary" keys={["N"]}>
          Review next
        </Button>
        <Button keys={["H"]}>Hold</Button>
        <Button variant="ghost" icon={<Bookmark aria-hidden="true" className="size-4" />}>
          Save view
        </Button>
        <Button variant="danger">Suspend</Button>
        <Button disabledReason="You proposed this; another person has to approve it.">Approve</Button>
        <Button variant="primary" pending>
          Sending
        </Button>
        <Button size="sm" keys={["C"]}>
          Claim
        </Button>
        <Button size="lg" variant="primary">
          Appeal this decision
        </Button>
        <Tooltip text="A line for the eye">
          <Button variant="ghost">Hover me</Button>
        </Tooltip>
      </Shelf>
      <Shelf name="Key, badge, chip">
        <Key>J</Key>
        <Keys keys={["⌘", "↵"]} readable />
        <Severity level={0} />
        <Severity level={1} />
        <Severity level={2} />
        <Badge tone="crit">4 min over</Badge>
        <Badge tone="warn">41 min left</Badge>
        <Badge tone="ok">Released</Badge>
        <Badge tone="accent">R6 daily cap</Badge>
        <Badge>On hold</Badge>
        <Badge tone="line">draft 42</Badge>
        <GalleryChips />
        <AddChip label="Filter" />
      </Shelf>
      <Shelf name="Tabs">
        <LinkTabs label={`Views, ${theme}`} tabs={TABS} className="w-full px-0" />
      </Shelf>
      <GalleryFields theme={theme} />
      <GalleryEvidence theme={theme} />
      <Shelf name="People, gate">
        <Avatar name="Ines Vale" self />
        <Avatar name="Tomas Rieck" />
        <Avatar name="Marlon Teague" size="lg" />
        <Avatar name="Quay Page" shape="square" size="md" />
        <span className="inline-flex items-center gap-1.5 font-medium text-accent">
          <Mitre direction="right" /> Next for you.
        </span>
        <Mitre label="Threshold" className="text-accent" />
      </Shelf>
      <Shelf name="Loading">
        <SkeletonLines label="Loading the case" widths={["180px", "250px", "84px"]} className="w-full" />
      </Shelf>
      <Shelf name="Banner">
        <div className="flex w-full flex-col gap-2">
          <Banner title="You cannot open this member’s linked accounts." icon={<Lock strokeWidth={1.75} />}>
            It takes the senior moderator role. Ask Priya Holm, or hand the case on.
          </Banner>
          <Banner
            tone="warn"
            title="Tomas Rieck decided this case 20 seconds ago."
            icon={<Users strokeWidth={1.75} />}
          >
            Your draft was not sent. It is kept beside his decision.
          </Banner>
          <Banner tone="crit" title="Nothing was sent." action={<Button size="sm">Try again</Button>}>
            The connection broke before the decision was stored.
          </Banner>
          <Banner tone="ok" title="Ban approved.">
            In force since 10:04:11; the notice went out with it.
          </Banner>
        </div>
      </Shelf>
      <Shelf name="Floating">
        <GalleryToast />
        <GalleryMenus />
      </Shelf>
    </main>
  );
}
