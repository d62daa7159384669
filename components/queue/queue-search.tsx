"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "@/components/shell/page-keys";
import { Input } from "@/components/ui/input";
import { Key } from "@/components/ui/key";

/** How long the typing has to rest before the queue is asked, ms. */
const REST_MS = 250;

/** Finds pending cases by the beginning of a reference, a member's id or a word of the name; `/` goes there, Escape leaves. */
export function QueueSearch({
  value,
  onSearch,
}: {
  value: string | null;
  onSearch: (q: string | null) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value ?? "");
  const latest = useRef(onSearch);
  latest.current = onSearch;
  const asked = typed.trim() || null;

  useEffect(() => setTyped(value ?? ""), [value]);
  useEffect(() => {
    if (asked === value) return;
    const timer = setTimeout(() => latest.current(asked), REST_MS);
    return () => clearTimeout(timer);
  }, [asked, value]);
  useKeys({ "/": () => field.current?.focus() });

  return (
    <Input
      ref={field}
      type="search"
      aria-label="Search pending cases"
      placeholder="Search pending cases"
      title="A reference, or the beginning of a member's id or of a name"
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        if (typed) setTyped("");
        else event.currentTarget.blur();
      }}
      leading={<Search aria-hidden="true" strokeWidth={1.75} />}
      trailing={<Key>/</Key>}
      className="w-64 max-sm:w-full"
    />
  );
}
