"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { playgroundQuery } from "@/lib/client/playground";
import type {
  PlaygroundAnswer,
  PlaygroundMember,
  PlaygroundQuestion,
  PlaygroundStart,
} from "@/lib/contracts/playground";
import type { WhatIf } from "@/lib/domain/playground";

/** How long typing has to rest before the gate is asked, ms. */
const REST_MS = 180;

/** The message as it is composed; links one a line, the time as the field has it ("" is now). */
export type Composed = Omit<PlaygroundQuestion, "senderId" | "recipientId" | "links" | "at" | "whatIf"> & {
  sender: PlaygroundMember | null;
  recipient: PlaygroundMember | null;
  links: string;
  at: string;
  whatIf: WhatIf;
};

export type Playground = {
  composed: Composed;
  change: (part: Partial<Composed>) => void;
  suppose: (part: WhatIf) => void;
  answer: PlaygroundAnswer | undefined;
  error: Error | null;
  retry: () => void;
  /** The answer in sight belongs to what was composed a moment ago. */
  isBehind: boolean;
  /** The server does not answer: what is in sight belongs to an earlier question. */
  isCutOff: boolean;
};

function firstOf({ sender, draftId }: PlaygroundStart): Composed {
  return {
    draftId,
    sender,
    recipient: null,
    channel: "chat",
    degree: 2,
    sharedConnections: 1,
    isReply: false,
    automated: false,
    body: "Hello, we met at the harbour fair in May. Would you have ten minutes this week?",
    links: "",
    at: "",
    whatIf: {},
  };
}

function questionOf({ sender, recipient, links, at, whatIf, ...rest }: Composed): PlaygroundQuestion {
  const supposed = Object.fromEntries(Object.entries(whatIf).filter(([, value]) => value !== undefined));
  return {
    ...rest,
    senderId: sender?.memberId ?? null,
    recipientId: recipient?.memberId ?? null,
    links: links
      .split("\n")
      .map((link) => link.trim())
      .filter(Boolean)
      .slice(0, 20),
    at: at === "" ? null : `${at}:00Z`,
    whatIf: supposed,
  };
}

/** What is composed, and what the gate says to it a moment after the typing rests. */
export function usePlayground(start: PlaygroundStart): Playground {
  const [composed, setComposed] = useState(() => firstOf(start));
  const [asked, setAsked] = useState(composed);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(composed), REST_MS);
    return () => clearTimeout(timer);
  }, [composed]);
  const { data, error, refetch, isPlaceholderData, isPaused, failureCount } = useQuery(
    playgroundQuery(questionOf(asked)),
  );
  return {
    composed,
    change: (part) => setComposed((before) => ({ ...before, ...part })),
    suppose: (part) => setComposed((before) => ({ ...before, whatIf: { ...before.whatIf, ...part } })),
    answer: data,
    error,
    retry: () => void refetch(),
    isBehind: isPlaceholderData || asked !== composed,
    isCutOff: isPaused || (isPlaceholderData && failureCount > 0),
  };
}
