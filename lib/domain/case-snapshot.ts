import type { Channel } from "./channel";
import type { AccountType, Profile } from "./member";

/** One message as a case keeps it. */
export type SnapshotMessage = {
  messageId: string;
  senderId: string;
  recipientId: string;
  senderName: string;
  channel: Channel;
  sentAt: string;
  isReply: boolean;
  isAutomated: boolean;
  body: string;
  links: string[];
  attachments: { name: string; contentType?: string; sizeBytes?: number }[];
};

/** What was known when the case opened. */
export type CaseSnapshot = {
  /** The reported message; null for a case about an account. */
  reported: SnapshotMessage | null;
  /** The conversation around it (or the account's latest messages), oldest first, the reported one included. */
  context: SnapshotMessage[];
  /** 1st, 2nd or 3rd degree between the two sides. */
  degree: number | null;
  member: {
    memberId: string;
    displayName: string;
    accountType: AccountType;
    joinedAt: string;
    connectionCount: number;
    profile: Profile;
    locale: string | null;
    country: string | null;
  };
};
