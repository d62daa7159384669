"use client";

import { FileText, FileX, Image } from "lucide-react";
import { cn } from "./cn";
import { Progress } from "./progress";

export type FileEntry = {
  id: string;
  name: string;
  sizeBytes: number;
  /** Chosen and not yet sent · under way · received · not taken. */
  state: "chosen" | "sending" | "done" | "failed";
  /** What is so, in a sentence; for a failure why, and what would work. */
  note: string;
  sentBytes?: number | undefined;
};

const ACTION = { chosen: "Remove", sending: "Cancel", done: "Remove", failed: "Dismiss" } as const;

export function FileRow({ file, onRemove }: { file: FileEntry; onRemove: () => void }) {
  const failed = file.state === "failed";
  const Mark = failed ? FileX : /\.(png|jpe?g|webp)$/iu.test(file.name) ? Image : FileText;
  return (
    <li className="grid grid-cols-[44px_minmax(0,1fr)_auto] items-center gap-x-3.5 gap-y-1 border-line border-b py-3 text-15 leading-5.25">
      <span
        aria-hidden="true"
        className={cn(
          "grid size-11 place-items-center rounded-md",
          failed ? "bg-crit-soft text-crit" : "bg-sunken text-ink-2",
        )}
      >
        <Mark strokeWidth={1.75} className="size-5" />
      </span>
      <span className="min-w-0">
        <span className="block truncate font-medium">{file.name}</span>
        <span
          role={failed ? "alert" : "status"}
          className={cn(
            "block text-14",
            failed ? "text-crit" : file.state === "done" ? "text-ok" : "text-ink-2",
          )}
        >
          {file.note}
        </span>
      </span>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`${ACTION[file.state]} ${file.name}`}
        className="h-11 rounded-md px-2 font-medium text-accent hover:bg-hover"
      >
        {ACTION[file.state]}
      </button>
      {file.state === "sending" ? (
        <Progress
          className="col-start-2 -col-end-1"
          label={`Sending ${file.name}`}
          value={file.sentBytes ?? 0}
          max={file.sizeBytes}
        />
      ) : null}
    </li>
  );
}
