"use client";

import { useState } from "react";
import { FileDrop } from "./file-drop";
import type { FileEntry } from "./file-row";

const SENT: FileEntry[] = [
  { id: "1", name: "audit-requests.pdf", sizeBytes: 412_000, state: "done", note: "Ready. 412 kB" },
  {
    id: "2",
    name: "unsubscribe-page.png",
    sizeBytes: 4_200_000,
    sentBytes: 2_600_000,
    state: "sending",
    note: "Sending, 2.6 of 4.2 MB",
  },
  {
    id: "3",
    name: "walkthrough.mov",
    sizeBytes: 9_000_000,
    state: "failed",
    note: "Not sent: video is not accepted. A few screenshots work.",
  },
];

export function GalleryFiles() {
  const [files, setFiles] = useState(SENT);
  return (
    <FileDrop
      label="Files that show it"
      hint="Up to 5: PDF, PNG, JPEG or WebP, 10 MB each. Only the reviewers see them."
      accept="image/png,image/jpeg,image/webp,application/pdf"
      files={files}
      max={5}
      onAdd={(added) =>
        setFiles((was) => [
          ...was,
          ...added.map((file) => ({
            id: file.name,
            name: file.name,
            sizeBytes: file.size,
            state: "chosen" as const,
            note: "Not sent yet.",
          })),
        ])
      }
      onRemove={(id) => setFiles((was) => was.filter((file) => file.id !== id))}
      className="w-full max-w-155"
    />
  );
}
