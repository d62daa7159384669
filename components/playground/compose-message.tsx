"use client";

import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { NumberStepper } from "@/components/ui/number-stepper";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { PLAYGROUND_BODY_MAX } from "@/lib/contracts/playground";
import { CHANNEL_LABELS, CHANNELS, DEGREES } from "@/lib/domain/channel";
import type { Playground } from "./use-playground";

const DEGREE_LABELS = { 1: "1st", 2: "2nd", 3: "3rd" } as const;

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <p aria-hidden="true" className="mb-1.5 font-medium">
        {label}
      </p>
      {children}
    </div>
  );
}

/** The message: where it goes, how far, and what it says. */
export function ComposeMessage({ playground }: { playground: Playground }) {
  const { composed, change } = playground;
  const { channel, degree, sharedConnections, isReply, automated, body, links, at } = composed;
  return (
    <section aria-labelledby="compose-name" className="grid gap-4">
      <h3 id="compose-name" className="font-semibold">
        The message
      </h3>
      <Choice label="Channel">
        <Segmented
          label="Channel"
          value={channel}
          options={CHANNELS.map((value) => ({ value, label: CHANNEL_LABELS[value] }))}
          onChange={(value) => {
            const chosen = CHANNELS.find((one) => one === value);
            if (chosen) change({ channel: chosen });
          }}
          className="flex-wrap"
        />
      </Choice>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <Choice label="Degree">
          <Segmented
            label="Degree"
            value={String(degree)}
            options={DEGREES.map((value) => ({ value: String(value), label: DEGREE_LABELS[value] }))}
            onChange={(value) => {
              const chosen = DEGREES.find((one) => String(one) === value);
              if (chosen) change({ degree: chosen });
            }}
          />
        </Choice>
        <Choice label="Shared connections">
          <NumberStepper
            label="Shared connections"
            labelHidden
            value={sharedConnections}
            min={0}
            max={100_000}
            onChange={(next) => change({ sharedConnections: Math.round(next ?? 0) })}
          />
        </Choice>
      </div>
      <Switch
        label="A reply"
        description="The other side began this conversation, or answered in it."
        checked={isReply}
        onChange={({ target }) => change({ isReply: target.checked })}
      />
      <Switch
        label="Automated"
        description="Sent by a program. The gate looks at what was sent before: this one counts from the next on."
        checked={automated}
        onChange={({ target }) => change({ automated: target.checked })}
      />
      <FormField label="Text" under={`${body.length.toLocaleString("en-GB")} characters`}>
        {(binding) => (
          <Textarea
            {...binding}
            dir="auto"
            rows={5}
            maxLength={PLAYGROUND_BODY_MAX}
            value={body}
            onChange={({ target }) => change({ body: target.value })}
            className="max-h-80"
          />
        )}
      </FormField>
      <FormField label="Links" optional="one a line" hint="Addresses the platform says the message leads to.">
        {(binding) => (
          <Textarea
            {...binding}
            rows={2}
            spellCheck={false}
            value={links}
            onChange={({ target }) => change({ links: target.value })}
            className="mono min-h-14 text-12"
          />
        )}
      </FormField>
      <FormField label="When" optional="UTC; now when empty">
        {(binding) => (
          <Input
            {...binding}
            type="datetime-local"
            min="1990-01-01T00:00"
            max="2199-12-31T23:59"
            value={at}
            onChange={({ target }) => change({ at: target.value })}
            className="max-w-60"
          />
        )}
      </FormField>
    </section>
  );
}
