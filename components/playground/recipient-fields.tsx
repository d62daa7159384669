"use client";

import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import { MemberPicker } from "./member-picker";
import type { Playground } from "./use-playground";

const ACCEPTS = [
  { value: "anyone", label: "Anyone" },
  { value: "connections", label: "Connections" },
] as const;

/** Who it goes to, and what they allow. */
export function RecipientFields({ playground, canName }: { playground: Playground; canName: boolean }) {
  const { composed, change, suppose, answer } = playground;
  const { whatIf, recipient } = composed;
  const found = answer?.onRecord;
  const setsOf = { acceptsMessagesFrom: undefined, hasAskedToStop: undefined, hasRequested: undefined };
  return (
    <section aria-label="The recipient" className="grid gap-4">
      {canName ? (
        <div>
          <MemberPicker
            label="To"
            placeholder="Somebody made up below"
            value={recipient}
            onChange={(next) => change({ recipient: next, whatIf: { ...whatIf, ...setsOf } })}
          />
        </div>
      ) : null}
      <div>
        <p aria-hidden="true" className="mb-1.5 font-medium">
          They accept messages from
        </p>
        <Segmented
          label="They accept messages from"
          value={whatIf.acceptsMessagesFrom ?? found?.acceptsMessagesFrom ?? "anyone"}
          options={ACCEPTS}
          onChange={(value) =>
            suppose({ acceptsMessagesFrom: value === "connections" ? "connections" : "anyone" })
          }
        />
      </div>
      <Switch
        label="They asked this sender to stop"
        checked={whatIf.hasAskedToStop ?? found?.hasAskedToStop ?? false}
        onChange={({ target }) => suppose({ hasAskedToStop: target.checked })}
      />
      <Switch
        label="A connection request was sent before"
        checked={whatIf.hasRequested ?? found?.hasRequested ?? false}
        onChange={({ target }) => suppose({ hasRequested: target.checked })}
      />
    </section>
  );
}
