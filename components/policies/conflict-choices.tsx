"use client";

import { Segmented } from "@/components/ui/segmented";
import type { Policy } from "@/lib/domain/policy";
import { conflictKey, conflictWords, type MergeConflict, type Resolutions } from "@/lib/domain/policy-merge";

/** What two sides changed to different things: each with both values, to choose from. */
export function ConflictChoices({
  conflicts,
  policies,
  mineLabel,
  theirsLabel,
  resolutions,
  onChoose,
}: {
  conflicts: readonly MergeConflict[];
  policies: { base: Policy; mine: Policy; theirs: Policy };
  mineLabel: string;
  theirsLabel: string;
  resolutions: Resolutions;
  onChoose: (conflict: MergeConflict, side: "mine" | "theirs") => void;
}) {
  return (
    <ul className="mt-2">
      {conflicts.map((conflict) => {
        const key = conflictKey(conflict);
        const words = conflictWords(conflict, policies);
        return (
          <li key={key} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1">
            <span className="min-w-40 flex-1 text-ink">{words.name}</span>
            <Segmented
              label={`${words.name}: which to keep`}
              className="flex-wrap"
              options={[
                { value: "mine", label: `${mineLabel}: ${words.mine}` },
                { value: "theirs", label: `${theirsLabel}: ${words.theirs}` },
              ]}
              value={resolutions[key] ?? null}
              onChange={(side) => onChoose(conflict, side === "mine" ? "mine" : "theirs")}
            />
          </li>
        );
      })}
    </ul>
  );
}
