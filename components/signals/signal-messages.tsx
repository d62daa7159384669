"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonLines } from "@/components/ui/skeleton";
import { signalMessagesQuery } from "@/lib/client/signal";
import { RequestFailed } from "@/lib/client/unwrap";
import type { SignalRule } from "@/lib/domain/signal";
import { SIGNAL_LABELS } from "@/lib/domain/signal";
import { SignalMessageItem } from "./signal-message";

function MessageList({
  memberId,
  signalId,
  hasNamesVeiled,
}: {
  memberId: string;
  signalId: string;
  hasNamesVeiled: boolean;
}) {
  const { data, error, refetch } = useQuery(signalMessagesQuery({ memberId, signalId }));
  if (error) {
    const reference = error instanceof RequestFailed ? error.reference : null;
    return (
      <div role="alert" className="p-5">
        <p className="mb-3">
          The messages did not come; nothing else is affected.
          {reference ? <span className="mono block text-12 text-ink-3">Reference {reference}</span> : null}
        </p>
        <Button onClick={() => refetch()}>Try again</Button>
      </div>
    );
  }
  if (!data) {
    return <SkeletonLines label="Messages are on their way" widths={["40%", "90%", "70%"]} className="p-5" />;
  }
  if (data.messages.length === 0) {
    return <p className="p-5 text-ink-2">None of its messages is on record any more.</p>;
  }
  return (
    <>
      <p className="border-line border-b px-5 py-2 text-12 text-ink-3">
        Latest first, links inert{data.isWhole ? "" : `; the latest ${data.messages.length} of more`}
      </p>
      {data.messages.map((message) => (
        <SignalMessageItem key={message.messageId} message={message} hasNamesVeiled={hasNamesVeiled} />
      ))}
    </>
  );
}

/** Opens the messages a signal was measured on. */
export function SignalMessagesButton({
  memberId,
  signalId,
  rule,
  hasNamesVeiled = false,
}: {
  memberId: string;
  signalId: string;
  rule: SignalRule;
  hasNamesVeiled?: boolean;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Sheet
      open={isOpen}
      onOpenChange={setIsOpen}
      side="right"
      className="w-140"
      title={`${rule} ${SIGNAL_LABELS[rule]}: its messages`}
      trigger={
        <Button variant="ghost" size="sm" className="-mt-1 -mr-2">
          Messages<span className="sr-only"> behind {SIGNAL_LABELS[rule]}</span>
        </Button>
      }
    >
      {isOpen ? (
        <MessageList memberId={memberId} signalId={signalId} hasNamesVeiled={hasNamesVeiled} />
      ) : null}
    </Sheet>
  );
}
