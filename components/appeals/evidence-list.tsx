import { Download, FileText, Image } from "lucide-react";
import { Untrusted } from "@/components/cases/untrusted";
import { buttonStyle } from "@/components/ui/button-style";
import type { EvidenceView } from "@/lib/contracts/evidence";

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Files that came with an appeal. They are saved, never shown: nothing a member sent opens inside the console. */
export function EvidenceList({ files }: { files: readonly EvidenceView[] }) {
  if (files.length === 0) return <p className="text-ink-2">No file came with the appeal.</p>;
  return (
    <ul className="mt-1">
      {files.map((file) => {
        const isImage = file.contentType.startsWith("image/");
        const Mark = isImage ? Image : FileText;
        return (
          <li
            key={file.evidenceId}
            className="flex items-center gap-3 border-line border-t py-2 first:border-t-0"
          >
            <span
              aria-hidden="true"
              className="grid h-11 w-9 shrink-0 place-items-center rounded-[3px] border border-line-strong bg-raised text-ink-3"
            >
              <Mark strokeWidth={1.75} className="size-4" />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                <Untrusted text={file.fileName} />
              </span>
              <span className="num block text-12 text-ink-3">
                {sizeText(file.sizeBytes)} ·{" "}
                {isImage
                  ? "picture, drawn anew, place and device removed"
                  : "PDF, without scripts or attached files"}
              </span>
            </span>
            <a
              href={`/api/console/evidence/${file.evidenceId}`}
              download
              className={buttonStyle({ size: "sm" })}
              aria-label={`Save ${file.fileName}`}
            >
              <Download aria-hidden="true" strokeWidth={1.75} className="size-3.5" />
              Save
            </a>
          </li>
        );
      })}
    </ul>
  );
}
