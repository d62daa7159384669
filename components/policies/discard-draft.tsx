"use client";

import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import type { DraftMoves } from "./use-draft-moves";

/** Puts a draft away for good, after a second look. */
export function DiscardDraft({ version, moves }: { version: number; moves: DraftMoves }) {
  return (
    <Popover
      side="top"
      align="end"
      title={`Discard draft ${version}?`}
      trigger={<Button variant="ghost">Discard</Button>}
    >
      <p className="text-ink-2">It stays readable under its number, and nobody can take it up again.</p>
      <Button size="sm" variant="danger" className="mt-3" pending={moves.isPending} onClick={moves.discard}>
        Discard it
      </Button>
    </Popover>
  );
}
