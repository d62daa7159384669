import { Fragment } from "react";
import { defang, type HostilePart, type HostileSegment } from "@/lib/domain/hostile-text";
import { cn } from "./cn";

const HEX =
  "mx-0.5 inline-flex h-4.25 items-center rounded-[3px] bg-warn-soft px-1 align-[1.5px] font-mono text-[10.5px] leading-none font-medium tracking-tight whitespace-nowrap text-warn inset-ring inset-ring-warn-line select-none";

function Hex({ text, title }: { text: string; title: string }) {
  return (
    <span className={HEX} title={title}>
      {text}
      <span className="sr-only"> ({title})</span>
    </span>
  );
}

function Part({ part, inLink }: { part: HostilePart; inLink: boolean }) {
  switch (part.kind) {
    case "text":
      return <bdi>{inLink ? defang(part.raw) : part.raw}</bdi>;
    case "emoji":
      return <bdi>{part.raw}</bdi>;
    case "break":
      return "\n";
    case "badge":
      return <Hex text={part.codePoint} title={part.name} />;
    case "lookalike":
      return (
        <>
          <bdi className="border-warn-solid border-b-2">{part.raw}</bdi>
          <Hex text={part.codePoint} title={`${part.script} letter that looks like ${part.looksLike}`} />
        </>
      );
  }
}

/** What somebody wrote, in stored order: nothing hidden, nothing turned round, nothing linked. */
export function HostileText({
  segments,
  className,
}: {
  segments: readonly HostileSegment[];
  className?: string | undefined;
}) {
  let offset = 0;
  return (
    <span dir="ltr" className={cn("whitespace-pre-wrap wrap-anywhere", className)}>
      {segments.map((segment) => {
        const key = offset;
        offset += segment.raw.length;
        if (segment.kind !== "link") {
          return (
            <Fragment key={key}>
              <Part part={segment} inLink={false} />
            </Fragment>
          );
        }
        let inner = 0;
        return (
          <span
            key={key}
            className="rounded-[3px] bg-sunken px-1 py-px font-mono text-[0.87em] tracking-tight [box-decoration-break:clone]"
          >
            {segment.parts.map((part) => {
              const partKey = inner;
              inner += part.raw.length;
              return <Part key={partKey} part={part} inLink />;
            })}
          </span>
        );
      })}
    </span>
  );
}
