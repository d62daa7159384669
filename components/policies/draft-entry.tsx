import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { Instant } from "@/components/ui/time-element";
import { type DraftLine, draftHref } from "@/lib/contracts/policy-view";
import { changesText } from "./change-list";

function list(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "nobody") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** A draft in the list: what it changes, whose it is, what it waits for. */
export function DraftEntry({ draft }: { draft: DraftLine }) {
  return (
    <li className="border-line border-b py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={draftHref(draft)} className="link font-medium">
          {draft.title}
        </Link>
        <Badge tone={draft.state === "proposed" ? "accent" : "line"}>
          {draft.state === "proposed" ? "proposed" : "draft"} {draft.version}
        </Badge>
        {draft.isInShadow ? <Badge>in the shadow</Badge> : null}
        {draft.isBehind ? <Badge tone="warn">from version {draft.baseVersion}</Badge> : null}
        {draft.mayApprove ? (
          <LinkButton href={draftHref(draft)} size="sm" className="ml-auto">
            Read and approve
          </LinkButton>
        ) : null}
      </div>
      <p className="text-ink-2">
        {changesText(draft.changes)} against version {draft.baseVersion}. Written by {list(draft.editors)},
        last <Instant at={draft.editedAt} />.
        {draft.proposedBy && draft.proposedAt ? (
          <>
            {" "}
            Proposed by {draft.proposedBy}, <Instant at={draft.proposedAt} />.
          </>
        ) : null}
      </p>
      {draft.note ? <p className="max-w-[62ch] text-ink">“{draft.note}”</p> : null}
    </li>
  );
}
