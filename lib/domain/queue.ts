import type { CaseKind, CaseWhy, Severity } from "./case";
import type { Channel } from "./channel";
import type { AccountType } from "./member";
import type { Category } from "./report";
import type { SignalFigure } from "./signal";

export const HELD_BY = ["free", "me", "others"] as const;
export type HeldBy = (typeof HELD_BY)[number];

/** What narrows the queue besides the kind; null leaves it open. */
export type QueueConditions = {
  severity: Severity | null;
  category: Category | null;
  channel: Channel | null;
  /** ISO 639. */
  language: string | null;
  account: AccountType | null;
  held: HeldBy | null;
  overdue: boolean;
  /** Beginning of a reference, a member id or a member's name. */
  q: string | null;
};

/** Place of a row in the queue: everything after it comes on the next page. */
export type QueueCursor = { dueAt: Date; caseId: string };

/** An open case as the queue reads it. */
export type QueueCase = {
  caseId: string;
  reference: string;
  kind: CaseKind;
  severity: Severity;
  category: Category;
  channel: Channel | null;
  language: string | null;
  memberId: string;
  memberName: string;
  accountType: AccountType;
  /** Strikes of the member that still count. */
  strikes: number;
  openedAt: Date;
  dueAt: Date;
  why: CaseWhy;
  reportCount: number;
  strongestSignal: SignalFigure | null;
  claimedBy: string | null;
  claimedByName: string | null;
  claimExpiresAt: Date | null;
  excludedStaffIds: string[];
};
