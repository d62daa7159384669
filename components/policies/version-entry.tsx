import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/time-element";
import type { VersionLine } from "@/lib/contracts/policy-view";
import { ChangeList } from "./change-list";
import { RollBack } from "./roll-back";

/** Lines of a change that stand in the history; the rest is behind the version. */
const LINES = 6;

/** A published version in the history: who put it in force, why, and what it changed. */
export function VersionEntry({
  version,
  inForce,
  mayEdit,
}: {
  version: VersionLine;
  inForce: number;
  mayEdit: boolean;
}) {
  const isInForce = version.version === inForce;
  const people = [
    version.proposedBy ? `proposed by ${version.proposedBy}` : null,
    version.approvedBy ? `approved by ${version.approvedBy}` : `published by ${version.publishedBy}`,
  ].filter(Boolean);
  return (
    <li className="border-line border-b py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={`/policies/${version.version}`} className="link num font-medium">
          Version {version.version}
        </Link>
        {version.title ? <span>{version.title}</span> : null}
        {isInForce ? <Badge tone="accent">in force</Badge> : null}
        <span className="text-ink-2">
          <Instant at={version.publishedAt} format="date" />, {people.join(", ")}
        </span>
        {mayEdit && !isInForce ? (
          <span className="ml-auto">
            <RollBack toVersion={version.version} inForce={inForce} isSmall />
          </span>
        ) : null}
      </div>
      {version.note ? <p className="max-w-[62ch] text-ink-2">“{version.note}”</p> : null}
      {version.isFirst ? <p className="text-ink-2">The first one.</p> : null}
      {version.changes.length > 0 ? (
        <div className="mt-1 max-w-240">
          <ChangeList changes={version.changes} limit={LINES} />
        </div>
      ) : null}
    </li>
  );
}
