import { cn } from "./cn";

const SIZE = { sm: "size-5.5 text-[9.5px]", md: "size-7 text-11", lg: "size-10 text-14" } as const;

/** First letters of the first and the last word; a name without letters gives its first character. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0];
  if (!first) return "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => (word ? [...word][0] : ""))
    .join("")
    .toLocaleUpperCase("en");
}

export function Avatar({
  name,
  size = "sm",
  shape = "round",
  self = false,
  className,
}: {
  name: string;
  size?: "sm" | "md" | "lg" | undefined;
  shape?: "round" | "square" | undefined;
  /** The person looking at the page. */
  self?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-flex shrink-0 items-center justify-center leading-none font-semibold tracking-[0.01em]",
        SIZE[size],
        shape === "round" ? "rounded-full" : "rounded-sm",
        self ? "bg-accent-fill text-on-accent" : "bg-person text-ink-2",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
