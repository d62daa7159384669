import type { Outcome } from "./case";
import type { LockResolver, LockSide, LockState } from "./lock";

/** What the headline of a lock's page depends on. */
export type LockStanding = {
  side: LockSide;
  state: LockState;
  resolvedBy: LockResolver | null;
  /** What a moderator decided about a dispute; null while nobody did. */
  decided: { outcome: Outcome } | null;
};

export type LockHeadline = { title: string; lead: string };

function recipientHeadline({ state, resolvedBy, decided }: LockStanding): LockHeadline {
  switch (state) {
    case "waiting":
      return {
        title: "A message to you is being held",
        lead: "It is not in your inbox. Its text and its files are shown only if you let it in, and the sender is not told when you read this page.",
      };
    case "permitted":
      return { title: "You let this message in", lead: "It is delivered. You can read it below." };
    case "refused":
      return {
        title: "You refused this message",
        lead: decided
          ? "It stays out of your inbox. A moderator read it and found no breach of our rules; your answer stands, and you can still let it in."
          : "It stays out of your inbox. You can still let it in.",
      };
    case "reported":
      return {
        title: "You reported this message",
        lead: "It stays out of your inbox. A person reads your report; the sender is not told who reported.",
      };
    case "released":
      return resolvedBy === "moderator"
        ? {
            title: "This message was released",
            lead: "A moderator read it and found no breach of our rules.",
          }
        : {
            title: "This message was delivered",
            lead: "Its sender has come to meet our rules for messages.",
          };
    case "removed":
      return {
        title: "This message was removed",
        lead: "A moderator read it. It breaks our rules, and nobody can let it in any more.",
      };
  }
}

function senderHeadline({ state, resolvedBy, decided }: LockStanding): LockHeadline {
  switch (state) {
    case "waiting":
      return {
        title: "Your message is being held",
        lead: "It has not reached its recipient. They see that you wrote, not what, and can let it in.",
      };
    case "permitted":
      return { title: "Your message was let in", lead: "Its recipient can read it now." };
    case "refused":
      return {
        title: "Your message was not let in",
        lead: decided
          ? "A moderator read it and found no breach of our rules. The recipient's answer stands: only they can let it in."
          : "The recipient does not want it. Please do not send it again.",
      };
    case "released":
      return resolvedBy === "moderator"
        ? {
            title: "Your message was released",
            lead: "A moderator read it and found no breach of our rules. It is delivered.",
          }
        : {
            title: "Your message is on its way",
            lead: "You have met what it was held for. It is delivered.",
          };
    case "removed":
      return {
        title: "Your message was removed",
        lead: "A moderator read it. It breaks our rules and will not be delivered.",
      };
    case "reported":
      throw new Error("a sender is never told that a message was reported");
  }
}

/** What a lock's page says first, to each side and in each state. */
export function lockHeadline(standing: LockStanding): LockHeadline {
  return standing.side === "recipient" ? recipientHeadline(standing) : senderHeadline(standing);
}

const FAILURES: Record<string, string> = {
  lock_settled: "Something had changed before your answer arrived. It stands here as it is now.",
  dispute_decided: "A moderator had already decided before your answer arrived.",
  invalid_field: "Your note could not be taken: it is too long, or has characters that cannot be stored.",
};

/** Why an answer was not taken, for the one who sent it. */
export function lockFailure(code: string): string {
  return (
    FAILURES[code] ?? "Something broke on our side. Nothing was stored; please send it again in a moment."
  );
}
