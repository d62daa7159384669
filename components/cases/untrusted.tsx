import { cn } from "@/components/ui/cn";
import { HostileText } from "@/components/ui/hostile-text";
import { inspectText } from "@/lib/domain/hostile-text";

/** Words of somebody outside: shown as stored, nothing linked, nothing hidden. */
export function Untrusted({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <span data-untrusted="" className={cn("wrap-anywhere", className)}>
      <HostileText segments={inspectText(text).segments} />
    </span>
  );
}
