"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";

/** Puts a text on the clipboard and says that it did, or that it could not. */
export function CopyButton({
  text,
  label = "Copy",
  className,
}: {
  text: string;
  /** What it copies, for readers. */
  label?: string | undefined;
  className?: string | undefined;
}) {
  const [state, setState] = useState<"rest" | "copied" | "refused">("rest");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
  };
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        onClick={copy}
        onBlur={() => setState("rest")}
        aria-label={label}
        className={className}
        icon={
          state === "copied" ? (
            <Check aria-hidden="true" className="size-3.5" />
          ) : (
            <Copy aria-hidden="true" className="size-3.5" />
          )
        }
      >
        {state === "copied" ? "Copied" : "Copy"}
      </Button>
      <span role="status" className={state === "refused" ? "text-12 text-crit" : "sr-only"}>
        {state === "copied"
          ? "Copied"
          : state === "refused"
            ? "The browser did not allow it. Select and copy."
            : ""}
      </span>
    </>
  );
}
