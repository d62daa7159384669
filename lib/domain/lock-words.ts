import type { LockState, Weighed } from "./lock";
import type { LockOutcome } from "./lock-decision";
import type { Category } from "./report";

const CONTENT_WORDS: Record<string, string> = {
  D15: "It looks like promotion from somebody you have not written with.",
  D16: "It looks like a mass message.",
  D17: "It has a link or a file that may not be what it seems.",
  D18: "It seems to ask for private details, such as a phone number.",
  D19: "Its words may be offensive.",
};

const RECIPIENT_WORDS: Record<string, string> = {
  too_few_connections: "The account that sent it has few connections so far.",
  profile_incomplete: "The profile of the account that sent it is not complete.",
  no_shared_connections: "You and the sender know nobody in common.",
  degree_too_far: "You and the sender are not connected.",
  new_account_limit: "The account that sent it is new.",
  page_limit: "The page that sent it writes to more people than it may.",
};

/** Why a message is held, as its recipient reads it: never a rule's code, never a figure of the sender's. */
export function recipientReason({ code, rule }: { code: string; rule: string }): string {
  return (
    (code === "content_locked" ? CONTENT_WORDS[rule] : RECIPIENT_WORDS[code]) ??
    "It did not meet our rules for messages."
  );
}

/** What a sender can do about a reason of a lock, and whether the message goes on by itself then. */
export type SenderAdvice = { why: string; todo: string };

const SENDER_CONTENT: Record<string, string> = {
  D15: "It reads like promotion to somebody who has not written with you.",
  D16: "It reads like a mass message.",
  D17: "It has a link or a file that our filter does not trust.",
  D18: "It seems to ask for private details, such as a phone number.",
  D19: "Some of its words may be offensive.",
};

const SENDER_TODO: Record<string, string> = {
  too_few_connections: "Connect with more people you know. Once you have enough, it goes on by itself.",
  profile_incomplete: "Complete your profile. Once it is, the message goes on by itself.",
  no_shared_connections:
    "Ask somebody you both know for an introduction, or wait for the recipient to let it in.",
  degree_too_far: "Send a connection request first, or wait for the recipient to let this message in.",
  new_account_limit: "Connect with more people you know; limits of new accounts also end with time.",
  page_limit: "Wait for the recipient to let it in, and write to fewer people a day.",
};

/**
 * Why a sender's message is held and what they can do, in words. The gate's own `detail` names figures of eligibility;
 * what the content filter measured is not told.
 */
export function senderAdvice(reason: { code: string; rule: string; detail: string | null }): SenderAdvice {
  if (reason.code === "content_locked") {
    return {
      why: SENDER_CONTENT[reason.rule] ?? "Our filter held it.",
      todo: "If it is a personal message, say below that it was held by mistake; a person then reads it.",
    };
  }
  return {
    why: reason.detail ?? "It did not meet our rules for messages.",
    todo: SENDER_TODO[reason.code] ?? "Wait for the recipient to let it in.",
  };
}

/** What weighed in the filter, by kind. */
export const WEIGHED_LABELS: Record<Weighed["kind"], string> = {
  word: "word",
  link: "link",
  attachment: "file",
  contact: "asks for contact data",
  lookalike: "look-alike letters",
  shape: "how it is written",
  campaign: "like a known campaign",
  relationship: "relationship",
};

export const LOCK_STATE_LABELS: Record<LockState, string> = {
  waiting: "Waits for its recipient",
  permitted: "The recipient let it in",
  refused: "The recipient refused it",
  reported: "The recipient reported it",
  released: "Released",
  removed: "Removed",
};

const RELEASE: Partial<Record<LockState, string>> = {
  waiting: "it is delivered now",
  permitted: "it stays delivered",
  released: "it stays delivered",
  refused: "it was no breach; the recipient's no stands",
  reported: "it was no breach; it stays back",
};

/** What each outcome of a dispute does, for the state the lock is in. */
export function outcomeEffect(outcome: LockOutcome, state: LockState): string {
  if (outcome === "released") return RELEASE[state] ?? "";
  return state === "permitted" || state === "released"
    ? "it is taken away from the recipient"
    : "it never reaches the recipient";
}

const REMOVAL: Partial<Record<Category, string>> = {
  spam: "It promotes something to a person who did not ask for it.",
  scam: "It asks for money, data or a click under a pretence.",
  privacy: "It asks for private details, such as a phone number.",
  harassment: "It insults or frightens the person it was sent to.",
};

/** A sentence a moderator can put into the reason of a removal, which both sides read. */
export function removalSentence(category: Category): string {
  return REMOVAL[category] ?? "It breaks our messaging policy.";
}
