import { z } from "zod";
import { CASE_KINDS, type CaseKind, SEVERITIES } from "@/lib/domain/case";
import { CHANNELS } from "@/lib/domain/channel";
import { ACCOUNT_TYPES } from "@/lib/domain/member";
import { HELD_BY, type QueueCase, type QueueConditions, type QueueCursor } from "@/lib/domain/queue";
import { CATEGORIES } from "@/lib/domain/report";
import { isStorable } from "./text";

export const QUEUE_TABS = ["all", "reported", "flagged", "locked", "appeals"] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

export const QUEUE_TAB_LABELS: Record<QueueTab, string> = {
  all: "All open",
  reported: "Reported",
  flagged: "Flagged",
  locked: "Locked",
  appeals: "Appeals",
};

const TAB_KINDS: Record<QueueTab, readonly CaseKind[]> = {
  all: CASE_KINDS,
  reported: ["reported_message", "reported_account"],
  flagged: ["flagged_account"],
  locked: ["locked_message"],
  appeals: ["appeal"],
};

/** Rows of one page of the queue. */
export const QUEUE_PAGE_SIZE = 100;
/** Where counting stops: from here a count reads "10 000+". */
export const QUEUE_COUNT_CAP = 10_000;

const choice = <T extends readonly [string, ...string[]]>(values: T) => z.enum(values).nullable().catch(null);

/** What narrows the queue; null leaves it open. A value nobody offers counts as absent: links outlive releases. */
export const queueFilterSchema = z.object({
  tab: z.enum(QUEUE_TABS).catch("all"),
  kind: choice(CASE_KINDS),
  severity: choice(SEVERITIES),
  category: choice(CATEGORIES),
  channel: choice(CHANNELS),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .nullable()
    .catch(null),
  account: choice(ACCOUNT_TYPES),
  held: choice(HELD_BY),
  overdue: z
    .union([z.literal("true"), z.literal(true)])
    .transform(() => true)
    .or(z.literal(false))
    .catch(false),
  /** A case's reference or a member's id from its beginning, or a word of the name. */
  q: z.string().trim().min(1).max(100).refine(isStorable).nullable().catch(null),
});
export type QueueFilter = QueueConditions & { tab: QueueTab; kind: CaseKind | null };

/** The whole queue. */
export const NO_FILTER: QueueFilter = queueFilterSchema.parse({});

/** Reads a filter from an address's parameters; of a repeated one the first counts. */
export function parseQueueFilter(params: Record<string, string | string[] | undefined>): QueueFilter {
  const first = Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  return queueFilterSchema.parse(Object.fromEntries(first));
}

/** The parameters of an address that say this filter and nothing more. */
export function queueFilterParams(filter: QueueFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) {
    if (value === null || value === false || (key === "tab" && value === "all")) continue;
    params.set(key, String(value));
  }
  return params;
}

/** Whether anything but the tab narrows the queue. */
export function isNarrowed(filter: QueueFilter): boolean {
  return queueFilterParams({ ...filter, tab: "all" }).size > 0;
}

/** The kinds a filter asks for; null for all of them. Empty when tab and kind exclude each other. */
export function kindsOf(filter: Pick<QueueFilter, "tab" | "kind">): CaseKind[] | null {
  const kinds = TAB_KINDS[filter.tab].filter((kind) => filter.kind === null || kind === filter.kind);
  return kinds.length === CASE_KINDS.length ? null : kinds;
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Writes a cursor for an address. */
export function queueCursor(row: { dueAt: string; caseId: string }): string {
  return `${row.dueAt}_${row.caseId}`;
}

/** Reads a cursor; null when it is none. */
export function parseQueueCursor(text: string): QueueCursor | null {
  const parsed = cursorSchema.safeParse(text.split("_"));
  return parsed.success ? { dueAt: new Date(parsed.data[0]), caseId: parsed.data[1] } : null;
}

/** One row of the queue as the browser gets it. Instants are RFC 3339 UTC. */
export type QueueRow = Omit<
  QueueCase,
  "openedAt" | "dueAt" | "claimedBy" | "claimedByName" | "claimExpiresAt" | "excludedStaffIds"
> & {
  openedAt: string;
  dueAt: string;
  /** Whose lease runs; null when anybody may take the case. */
  heldBy: { staffId: string; name: string; expiresAt: string } | null;
  /** When the last lease ran out; null when it was handed on or somebody holds the case. */
  lapsedAt: string | null;
  /** The reader had a part in the decision appealed against. */
  isExcluded: boolean;
};

export type QueuePage = {
  rows: QueueRow[];
  nextCursor: string | null;
  /** Rows of the whole filter, on the first page of a narrowed queue; never more than the cap. */
  matching: number | null;
  /** The server's clock when it read. */
  at: string;
};

/** What a tab tells before it is opened. `open` and `overdue` stop at the cap. */
export type QueueCount = { open: number; overdue: number; oldestOpenedAt: string | null };
export type QueueCounts = { tabs: Record<QueueTab, QueueCount>; heldByMe: number; at: string };

/** A count as it is read: "214", "10 000+" from the cap on. */
export function countText(count: number): string {
  if (count > QUEUE_COUNT_CAP) return `${countText(QUEUE_COUNT_CAP)}+`;
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** Turns a record into what the reader may see of it. */
export function toQueueRow(record: QueueCase, reader: { staffId: string }, at: Date): QueueRow {
  const { claimedBy, claimedByName, claimExpiresAt, excludedStaffIds, openedAt, dueAt, ...shown } = record;
  const isHeld = claimedBy !== null && claimExpiresAt !== null && claimExpiresAt > at;
  return {
    ...shown,
    openedAt: openedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    heldBy: isHeld
      ? { staffId: claimedBy, name: claimedByName ?? "Somebody", expiresAt: claimExpiresAt.toISOString() }
      : null,
    lapsedAt: !isHeld && claimExpiresAt ? claimExpiresAt.toISOString() : null,
    isExcluded: excludedStaffIds.includes(reader.staffId),
  };
}
