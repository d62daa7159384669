"use client";

import { Search } from "lucide-react";
import Form from "next/form";
import { useRef } from "react";
import { useKeys } from "@/components/shell/page-keys";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Key } from "@/components/ui/key";

/** Asks for accounts by the beginning of an id, an e-mail or a word of the name; `/` goes there. */
export function AccountSearch({ q }: { q: string | null }) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus() });
  return (
    <Form action="/accounts" className="flex items-center gap-2">
      <Input
        ref={field}
        key={q}
        type="search"
        name="q"
        aria-label="Search accounts"
        placeholder="Id, name or e-mail"
        maxLength={100}
        defaultValue={q ?? ""}
        leading={<Search aria-hidden="true" strokeWidth={1.75} />}
        trailing={<Key>/</Key>}
        className="w-64"
      />
      <Button type="submit">Search</Button>
    </Form>
  );
}
