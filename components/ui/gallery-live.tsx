"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";
import { Chip } from "./chip";
import { Dialog } from "./dialog";
import { Menu } from "./menu";
import { MenuChip } from "./menu-chip";
import { Popover } from "./popover";
import { ScopeGrid } from "./scope-grid";
import { Sheet } from "./sheet";
import { toast } from "./toast";

export function GalleryChips() {
  const [language, setLanguage] = useState(true);
  const [severity, setSeverity] = useState<string | null>(null);
  return (
    <>
      {language ? <Chip label="Language" value="en, de" onRemove={() => setLanguage(false)} /> : null}
      <MenuChip
        label="Severity"
        selected={severity}
        onSelect={setSeverity}
        options={[
          { value: "p0", label: "P0", count: 1 },
          { value: "p1", label: "P1", count: 6 },
        ]}
      />
    </>
  );
}

export function GalleryToast() {
  return (
    <Button
      onClick={() =>
        toast({ text: "CS-48209 warned", undo: { run: () => toast({ text: "Put back" }), key: "Z" } })
      }
    >
      Show a toast
    </Button>
  );
}

export function GalleryMenus() {
  return (
    <>
      <Menu
        trigger={
          <Button aria-label="More" size="sm">
            <Ellipsis aria-hidden="true" className="size-4" />
          </Button>
        }
        items={[
          { label: "Hand on", keys: ["S"], onSelect: () => toast({ text: "Handed on" }) },
          { label: "Approve", disabledReason: "You proposed this." },
          { kind: "separator" },
          { label: "Open the account", href: "/look" },
        ]}
      />
      <Popover trigger={<Button size="sm">How this is reached</Button>} title="Third offence in 180 days">
        The 48 h block on 3 Sep did not hold.
      </Popover>
      <Dialog
        trigger={<Button size="sm">Dialog</Button>}
        title="Second signature"
        footer={<Button variant="primary">Sign</Button>}
      >
        Ban, proposed by Priya Holm at 07:12.
      </Dialog>
      <Sheet
        trigger={<Button size="sm">Sheet</Button>}
        title="Decide"
        footer={<Button variant="primary">Cap for 30 days</Button>}
      >
        <p className="p-5">The rail, from below.</p>
      </Sheet>
    </>
  );
}

const CHANNELS = [
  { key: "chat", label: "Chat" },
  { key: "inmail", label: "InMail" },
  { key: "group", label: "Group" },
];
const WAYS = [
  { key: "start", label: "Start" },
  { key: "reply", label: "Reply" },
];

export function GalleryScope({ label }: { label: string }) {
  const [limited, setLimited] = useState(new Set(["start chat"]));
  return (
    <ScopeGrid
      label={label}
      columns={CHANNELS}
      rows={WAYS}
      cellAt={(row, column) =>
        limited.has(`${row} ${column}`)
          ? { limited: true, text: "10 / day" }
          : { limited: false, text: "open" }
      }
      onToggle={(row, column) => {
        const cell = `${row} ${column}`;
        setLimited((was) => new Set(was.has(cell) ? [...was].filter((one) => one !== cell) : [...was, cell]));
      }}
      className="max-w-90"
    />
  );
}
