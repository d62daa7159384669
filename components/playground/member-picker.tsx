"use client";

import { Combobox } from "@base-ui/react/combobox";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId, useState } from "react";
import { Untrusted } from "@/components/cases/untrusted";
import { cn } from "@/components/ui/cn";
import { fieldStyle } from "@/components/ui/field-style";
import { menuItemStyle, menuPopupStyle } from "@/components/ui/menu";
import { memberNamesQuery } from "@/lib/client/playground";
import type { PlaygroundMember } from "@/lib/contracts/playground";
import { ACCOUNT_TYPE_LABELS } from "@/lib/domain/member";

function messageFor(q: string, isSearching: boolean, found: number): string | null {
  if (q === "") return "Type the beginning of a name or an id.";
  if (found > 0) return null;
  return isSearching ? "Searching" : "Nobody's name or id begins with that.";
}

/** Finds one member by name or id. Cleared, nobody is named. */
export function MemberPicker({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string;
  /** What is so while nobody is named. */
  placeholder: string;
  value: PlaygroundMember | null;
  onChange: (member: PlaygroundMember | null) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const q = typed === value?.displayName ? "" : typed.trim();
  const { data: found = [], isFetching } = useQuery(memberNamesQuery(q));
  const offered = q === "" ? [] : found;
  const isListed = value === null || offered.some(({ memberId }) => memberId === value.memberId);
  const message = messageFor(q, isFetching, offered.length);
  return (
    <Combobox.Root
      items={isListed ? offered : [...offered, value]}
      filteredItems={offered}
      filter={null}
      value={value}
      onValueChange={onChange}
      onInputValueChange={setTyped}
      itemToStringLabel={(member: PlaygroundMember) => member.displayName}
      isItemEqualToValue={(item: PlaygroundMember, other: PlaygroundMember) =>
        item.memberId === other.memberId
      }
    >
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <Combobox.InputGroup className="relative">
        <Combobox.Input
          id={id}
          placeholder={placeholder}
          maxLength={128}
          className={cn(fieldStyle({ shape: "line" }), "pr-9")}
        />
        <Combobox.Clear
          aria-label={`Name nobody: ${label}`}
          className="absolute inset-y-0 right-0 grid w-9 place-items-center text-ink-3 hover:text-ink"
        >
          <X aria-hidden="true" className="size-4" />
        </Combobox.Clear>
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-40">
          <Combobox.Popup className={cn(menuPopupStyle, "w-(--anchor-width) max-w-(--available-width)")}>
            <Combobox.Status>
              {message ? <p className="px-2 py-1.5 text-12 text-ink-3">{message}</p> : null}
            </Combobox.Status>
            <Combobox.List>
              {(member: PlaygroundMember) => (
                <Combobox.Item key={member.memberId} value={member} className={menuItemStyle}>
                  <span className="min-w-0 flex-1 truncate">
                    <Untrusted text={member.displayName} />{" "}
                    <span className="text-12 text-ink-3">{ACCOUNT_TYPE_LABELS[member.accountType]}</span>
                  </span>
                  <span className="mono max-w-2/5 truncate text-12 text-ink-3">{member.memberId}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
