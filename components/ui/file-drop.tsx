"use client";

import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useState } from "react";
import { cn } from "./cn";
import { type FileEntry, FileRow } from "./file-row";

export type { FileEntry };

/** Takes files by drop or by choice and lists what became of each. It judges nothing: the caller checks and sends. */
export function FileDrop({
  label,
  hint,
  accept,
  files,
  max,
  onAdd,
  onRemove,
  error,
  className,
}: {
  label: string;
  hint: ReactNode;
  /** As an input's `accept`. */
  accept: string;
  files: readonly FileEntry[];
  /** How many it takes; with that many the field rests. */
  max: number;
  onAdd: (files: File[]) => void;
  onRemove: (id: string) => void;
  error?: string | null | undefined;
  className?: string | undefined;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  const full = files.filter(({ state }) => state !== "failed").length >= max;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!full) onAdd([...event.dataTransfer.files]);
  };
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-0.75 block text-17 font-semibold">
        {label}
      </label>
      <p id={`${id}-hint`} className="mb-2 text-15 text-ink-2">
        {hint}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is extra; the file field inside does the same by key and click */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          "relative flex min-h-15 items-center gap-3.5 rounded-lg border-[1.5px] border-dashed border-control px-4.5 text-15 text-ink-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          over && "border-accent bg-selected",
          full && "border-line bg-quiet",
        )}
      >
        <Upload aria-hidden="true" className="size-4 shrink-0" />
        {full ? (
          <span>{max} files, which is as many as fit. Remove one to add another.</span>
        ) : (
          <span>
            <span className="pointer-coarse:hidden">Drop files here or </span>
            <span className="link">choose from this device</span>
          </span>
        )}
        <input
          id={id}
          type="file"
          multiple
          accept={accept}
          disabled={full}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          {...(error ? { "aria-invalid": true } : {})}
          onChange={(event) => {
            const chosen = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = "";
            onAdd(chosen);
          }}
          className="absolute inset-0 cursor-default opacity-0"
        />
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-14 text-crit">
          {error}
        </p>
      ) : null}
      {files.length > 0 ? (
        <ul aria-label={`${label}: chosen`}>
          {files.map((file) => (
            <FileRow key={file.id} file={file} onRemove={() => onRemove(file.id)} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
