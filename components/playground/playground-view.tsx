"use client";

import { Scroller } from "@/components/cases/scroller";
import { Banner } from "@/components/ui/banner";
import { FormField } from "@/components/ui/form-field";
import { Select } from "@/components/ui/select";
import type { PlaygroundStart } from "@/lib/contracts/playground";
import { ComposeMessage } from "./compose-message";
import { MemberPicker } from "./member-picker";
import { RecipientFields } from "./recipient-fields";
import { usePlayground } from "./use-playground";
import { VerdictBar, VerdictPanel } from "./verdict-panel";
import { WhatIfFields } from "./what-if";

/** A message is composed on the left; on the right the gate answers while it is typed. */
export function PlaygroundView({
  start,
  canName,
}: {
  start: PlaygroundStart;
  /** Whether the reader may look members up; else the sender is made up. */
  canName: boolean;
}) {
  const playground = usePlayground(start);
  const { composed, change } = playground;
  const mayName = canName && start.sender !== null;
  return (
    <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(380px,460px)_minmax(0,1fr)]">
      <Scroller
        label="Compose"
        className="grid content-start gap-6 border-line bg-canvas px-6 py-5 max-md:px-4 lg:border-r"
      >
        <FormField label="Judged by">
          {(binding) => (
            <Select
              {...binding}
              value={composed.draftId ?? ""}
              onChange={({ target }) => change({ draftId: target.value || null })}
            >
              <option value="">Version {start.version}, in force</option>
              {start.drafts.map(({ draftId, version, title }) => (
                <option key={draftId} value={draftId}>
                  Draft {version}: {title}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        {mayName ? (
          <div>
            <MemberPicker
              label="From"
              placeholder="A member made up below"
              value={composed.sender}
              onChange={(sender) => change({ sender, whatIf: {} })}
            />
          </div>
        ) : (
          <Banner title={canName ? "No members are on record yet" : "The sender is made up"}>
            {canName
              ? "Compose as a made-up member; the platform's own show up here once it tells them."
              : "Your role does not allow members to be looked up."}
          </Banner>
        )}
        <ComposeMessage playground={playground} />
        <RecipientFields playground={playground} canName={mayName} />
        <WhatIfFields playground={playground} />
      </Scroller>
      <Scroller label="Verdict" className="bg-surface px-7 py-5 max-md:px-4">
        <div id="verdict" className="scroll-mt-4">
          {playground.isCutOff ? (
            <Banner
              tone="warn"
              live
              className="mb-4"
              title="The server was not reached: the verdict belongs to what was composed before. It is asked again by itself."
            />
          ) : null}
          <VerdictPanel playground={playground} />
        </div>
      </Scroller>
      <VerdictBar answer={playground.answer} />
    </div>
  );
}
