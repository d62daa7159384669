"use client";

import { Image } from "lucide-react";
import { useEffect, useState } from "react";
import { Veil } from "@/components/ui/veil";
import type { CaseMessage } from "@/lib/contracts/case";
import { Untrusted } from "./untrusted";

function sizeText(bytes: number | null): string {
  if (bytes === null) return "";
  return bytes < 1024 * 1024 ? `, ${Math.ceil(bytes / 1024)} kB` : `, ${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function fileKind(contentType: string | null): string {
  if (contentType?.startsWith("image/")) return "Image";
  if (contentType?.startsWith("video/")) return "Video";
  return "File";
}

/** An attachment is named and never fetched: the platform keeps it. */
export function AttachmentVeil({
  file,
  isUnveiled,
}: {
  file: CaseMessage["attachments"][number];
  /** Everything veiled was asked for at once; each can be veiled again by itself. */
  isUnveiled: boolean;
}) {
  const [isOpen, setIsOpen] = useState(isUnveiled);
  useEffect(() => setIsOpen(isUnveiled), [isUnveiled]);
  return (
    <Veil
      kind="block"
      what={`${fileKind(file.contentType)}${sizeText(file.sizeBytes)} · not opened`}
      keyHint="V"
      icon={<Image strokeWidth={1.75} />}
      className="mt-2 w-74 max-w-full"
      open={isOpen}
      onOpenChange={setIsOpen}
    >
      <p className="text-12 text-ink-2">
        Named <Untrusted text={file.name} />
        {file.contentType ? (
          <>
            {" "}
            and sent as <Untrusted text={file.contentType} />
          </>
        ) : null}
        . It stays on the platform; nothing is fetched from here.
      </p>
    </Veil>
  );
}
