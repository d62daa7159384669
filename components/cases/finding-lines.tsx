import { EyeOff, Type, Unlink } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { type HostileFinding, inspectText } from "@/lib/domain/hostile-text";
import { Untrusted } from "./untrusted";

const NAMES: Record<HostileFinding["kind"], (count: number) => string> = {
  direction: (n) => (n === 1 ? "1 character that turns the text" : `${n} characters that turn the text`),
  invisible: (n) => (n === 1 ? "1 invisible character" : `${n} invisible characters`),
  control: (n) => (n === 1 ? "1 control character" : `${n} control characters`),
  tag: (n) => (n === 1 ? "1 hidden tag character" : `${n} hidden tag characters`),
  surrogate: (n) => (n === 1 ? "1 broken character" : `${n} broken characters`),
  lookalike: (n) => (n === 1 ? "1 look-alike letter" : `${n} look-alike letters`),
  marks: (n) => (n === 1 ? "1 pile of accents" : `${n} piles of accents`),
  link: (n) => (n === 1 ? "1 link, never fetched" : `${n} links, never fetched`),
  "nothing-visible": () => "Nothing in it can be seen",
};

function Line({ icon, children, className }: { icon: ReactNode; children: ReactNode; className?: string }) {
  return (
    <p className={cn("mt-1 flex items-start gap-1.5 text-12 leading-[18px] text-ink-2", className)}>
      <span aria-hidden="true" className="mt-0.5 shrink-0 text-ink-3 [&_svg]:size-3.5">
        {icon}
      </span>
      <span className="min-w-0">{children}</span>
    </p>
  );
}

/** What was found in a message, named under it. */
export function FindingLines({ text }: { text: string }) {
  return inspectText(text).findings.map((finding) => {
    const name = NAMES[finding.kind](finding.count);
    if (finding.kind === "link") {
      return (
        <Line key={finding.kind} icon={<Unlink strokeWidth={1.75} />}>
          {name}
        </Line>
      );
    }
    const Icon = finding.kind === "nothing-visible" ? EyeOff : Type;
    return (
      <Line key={finding.kind} icon={<Icon strokeWidth={1.75} />}>
        <b className="font-medium">{name}.</b> <Untrusted text={finding.examples.join("; ")} />
      </Line>
    );
  });
}

/** A line under a message about what became of it or how it was sent. */
export const MessageNote = Line;
