"use client";

import { useEffect, useId, useRef } from "react";
import { Textarea } from "@/components/ui/textarea";

/** Words for the other person, asked for in place; ⌘⏎ sends them. */
export function NoteStep({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div>
      <label htmlFor={id}>
        <span className="font-medium text-ink">{label}</span> {hint}
      </label>
      <Textarea
        id={id}
        ref={field}
        rows={2}
        maxLength={600}
        className="mt-1.5 min-h-14 max-w-[74ch]"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
