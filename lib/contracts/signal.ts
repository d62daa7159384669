import type { Channel } from "@/lib/domain/channel";
import type { FingerprintKind } from "@/lib/domain/member";
import type { SignalRule } from "@/lib/domain/signal";
import type { Automated } from "@/lib/domain/signal-sentence";

/** A finding as the console shows it. Instants RFC 3339 UTC. */
export type SignalView = {
  signalId: string;
  rule: SignalRule;
  measured: number;
  threshold: number;
  /** 0: not over a time, but as things stood. */
  windowSeconds: number;
  at: string;
  policyVersion: number;
  /** What else belongs to it, in plain words; nobody is named. */
  notes: string[];
  /** Automated messages in a figure that counts them more than others (D1, D2). */
  automated?: Automated;
  /** The other account of it, and what that is to it ("towards"). */
  counterpart: { is: string; memberId: string } | null;
  /** How often the rule was raised in the 30 days shown, this one the latest. */
  times: number;
  /** There are messages behind it that can be asked for. */
  hasMessages: boolean;
};

/** One message behind a signal. Everything the member wrote is hostile. */
export type SignalMessage = {
  messageId: string;
  recipientId: string;
  channel: Channel;
  sentAt: string;
  isReply: boolean;
  isAutomated: boolean;
  body: string;
  attachments: { name: string; contentType: string | null; sizeBytes: number | null }[];
  /** The platform deleted it; the case kept it. */
  isGone: boolean;
};

/** The messages behind a signal, latest first; `isWhole` is false where there were more. */
export type SignalMessages = { messages: SignalMessage[]; isWhole: boolean };

/** An account that belongs together with the member of a case (D22). */
export type LinkedAccountView = {
  memberId: string;
  displayName: string;
  kinds: FingerprintKind[];
  weight: number;
  /** Measures in force on it, by name; empty: it may send as it likes. */
  measures: string[];
};
