import type { Channel } from "./channel";
import type { Weighed } from "./lock";

/** The rules the content filter answers to (policy-facts D15–D19). */
export const CONTENT_RULES = ["D15", "D16", "D17", "D18", "D19"] as const;
export type ContentRuleName = (typeof CONTENT_RULES)[number];

/** What the filter may look at: one message, nothing about its sender. Hostile. */
export type Content = {
  body: string;
  /** Addresses the platform says the message links to. */
  links: readonly string[];
  attachments: readonly { name: string; contentType?: string }[];
  channel: Channel;
  /** 1 connected, 2 shared connection, 3 none. */
  degree: number;
  isReply: boolean;
};

/** What the filter says of a message: 0 to 1 per rule, and what spoke for locking, strongest first, at most eight. */
export type ContentScores = { scores: Record<ContentRuleName, number>; weighed: Weighed[] };

/** A filter as it runs: the words everybody starts with and, once trained, what was learned from decisions. */
export type ContentModel = { learned: null };

/** The filter before anything was learned: version 0. */
export const BASE_CONTENT_MODEL: ContentModel = { learned: null };

const SPAM = /\b(?:free|winner|prize|urgent|guaranteed|claim)\b/gi;

/** Scores a message against D15–D19. Pure; takes time linear in the text. */
export function scoreContent(_model: ContentModel, { body }: Content): ContentScores {
  const found = [...body.slice(0, 50_000).matchAll(SPAM)].map(([text]) => text);
  const score = 1 / (1 + Math.exp(4 - 1.5 * found.length));
  return {
    scores: { D15: 0, D16: score, D17: 0, D18: 0, D19: 0 },
    weighed: found.slice(0, 8).map((text) => ({ rule: "D16", kind: "word", text, weight: 1.5 })),
  };
}
