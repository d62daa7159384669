"use client";

import { useEffect, useRef, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { FileDrop, type FileEntry } from "@/components/ui/file-drop";
import { removeEvidenceFile, type Upload, uploadEvidence } from "@/lib/client/appeal";
import { EVIDENCE_ACCEPT, EVIDENCE_EXTENSIONS, type EvidenceView } from "@/lib/contracts/evidence";
import { EVIDENCE_MAX_BYTES, EVIDENCE_MAX_FILES } from "@/lib/domain/appeal";
import { extensionOf, safeFileName } from "@/lib/domain/file-name";

type Entry = FileEntry & { evidenceId: string | null; isLeaving?: boolean };

const ENDINGS = Object.values(EVIDENCE_EXTENSIONS).flat();

/** A size as people say it: 412 kB, 4.2 MB. */
function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What can be told before anything is sent; the server judges again. */
function faultOf(file: File): string | null {
  if (/^video\//.test(file.type)) return "video is not accepted. A few screenshots work.";
  if (!ENDINGS.includes(extensionOf(file.name))) {
    return "this kind of file is not accepted. A PDF, PNG, JPEG or WebP works; a few screenshots are often enough.";
  }
  if (file.size === 0) return "the file is empty. Choose another copy.";
  if (file.size > EVIDENCE_MAX_BYTES) return "it is larger than 10 MB. Send a smaller copy.";
  if (!safeFileName(file.name))
    return "the name cannot be kept. Rename it with plain letters and digits, such as letter.pdf.";
  return null;
}

function readyEntry(view: EvidenceView, id: string): Entry {
  const note = view.contentType.startsWith("image/")
    ? `Ready. ${sizeText(view.sizeBytes)}, place and device removed`
    : `Ready. ${sizeText(view.sizeBytes)}, checked`;
  return {
    id,
    evidenceId: view.evidenceId,
    name: view.fileName,
    sizeBytes: view.sizeBytes,
    state: "done",
    note,
  };
}

/** Files that show it: each is sent on its own as soon as it is chosen. */
export function EvidenceField({
  token,
  drafts,
  onBusy,
}: {
  token: string;
  drafts: EvidenceView[];
  onBusy: (isBusy: boolean) => void;
}) {
  const [entries, setEntries] = useState<Entry[]>(() =>
    drafts.map((view) => readyEntry(view, view.evidenceId)),
  );
  const uploads = useRef(new Map<string, Upload>());
  const isBusy = entries.some(({ state, isLeaving }) => state === "sending" || isLeaving);
  useEffect(() => onBusy(Boolean(isBusy)), [isBusy, onBusy]);

  const change = (id: string, part: Partial<Entry>) =>
    setEntries((now) => now.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)));
  const drop = (id: string) => setEntries((now) => now.filter((entry) => entry.id !== id));

  const send = async (id: string, file: File) => {
    const upload = uploadEvidence(token, file, (sentBytes) =>
      change(id, {
        sentBytes,
        note:
          sentBytes < file.size
            ? `Sending, ${sizeText(sentBytes)} of ${sizeText(file.size)}`
            : "Sent. Being checked, a few seconds",
      }),
    );
    uploads.current.set(id, upload);
    const answer = await upload.done;
    uploads.current.delete(id);
    if (answer === null) return drop(id);
    if ("detail" in answer) return change(id, { state: "failed", note: `Not sent. ${answer.detail}` });
    change(id, readyEntry(answer, id));
  };

  const add = (files: File[]) => {
    let taken = entries.filter(({ state }) => state !== "failed").length;
    const added = files.map((file): { entry: Entry; file: File } => {
      const isOver = taken >= EVIDENCE_MAX_FILES;
      const fault = faultOf(file) ?? (isOver ? "five files are as many as fit. Remove one first." : null);
      if (!fault) taken += 1;
      return {
        file,
        entry: {
          id: uuidv7(),
          evidenceId: null,
          name: file.name,
          sizeBytes: file.size,
          state: fault ? "failed" : "sending",
          note: fault ? `Not sent: ${fault}` : `Sending, 0 of ${sizeText(file.size)}`,
          sentBytes: 0,
        },
      };
    });
    setEntries((now) => [...now, ...added.map(({ entry }) => entry)]);
    for (const { entry, file } of added) if (entry.state === "sending") void send(entry.id, file);
  };

  const remove = async (id: string) => {
    const entry = entries.find((one) => one.id === id);
    if (entry?.state === "sending") return uploads.current.get(id)?.cancel();
    if (!entry?.evidenceId) return drop(id);
    if (entry.isLeaving) return;
    // Sending waits until the file is gone, so that what was removed never goes along.
    change(id, { isLeaving: true, note: "Being removed" });
    if (await removeEvidenceFile(token, entry.evidenceId)) drop(id);
    else
      change(id, { isLeaving: false, note: "Not removed: we could not be reached. Try again in a moment." });
  };

  return (
    <FileDrop
      label="Files that show it"
      hint="Up to 5: PDF, PNG, JPEG or WebP, 10 MB each. Only the reviewers see them."
      accept={EVIDENCE_ACCEPT}
      max={EVIDENCE_MAX_FILES}
      files={entries}
      onAdd={add}
      onRemove={(id) => void remove(id)}
      className="mt-8"
    />
  );
}
