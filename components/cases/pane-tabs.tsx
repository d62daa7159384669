import { Button } from "@/components/ui/button";

/** What narrow screens show beside the rail. */
export type Pane = "words" | "evidence";

/** Switches between the conversation and the evidence where both do not fit. */
export function PaneTabs({ pane, onChange }: { pane: Pane; onChange: (pane: Pane) => void }) {
  return (
    <fieldset
      aria-label="What to read"
      className="flex shrink-0 gap-1 border-line border-b px-4 py-1.5 xl:hidden"
    >
      {(["words", "evidence"] as const).map((one) => (
        <Button
          key={one}
          size="sm"
          variant={pane === one ? "plain" : "ghost"}
          aria-pressed={pane === one}
          onClick={() => onChange(one)}
        >
          {one === "words" ? "Conversation" : "Evidence"}
        </Button>
      ))}
    </fieldset>
  );
}
