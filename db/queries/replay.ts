import type pg from "pg";
import type { Channel, Degree } from "@/lib/domain/channel";
import type { Database } from "../connect";

/** A message as it is replayed. Texts, links and attachments are empty where they were not asked for. */
export type ReplayedRow = {
  messageId: string;
  senderId: string;
  recipientId: string;
  conversationId: string;
  channel: Channel;
  degree: Degree;
  isReply: boolean;
  isAutomated: boolean;
  /** Milliseconds since 1970. */
  sentAtMs: number;
  body: string;
  links: string[];
  attachments: { name: string; contentType?: string }[];
};

const COLUMNS = `message_id as "messageId", sender_id as "senderId", recipient_id as "recipientId",
  conversation_id as "conversationId", channel, degree, is_reply as "isReply", is_automated as "isAutomated",
  (extract(epoch from sent_at) * 1000)::float8 as "sentAtMs"`;
const WITHOUT_TEXT = `'' as body, '[]'::jsonb as links, '[]'::jsonb as attachments`;

const DAY_MS = 86_400_000;
/** Messages sorted at once, about; and those read in one go. */
const SLICE_MESSAGES = 200_000;
const PAGE_MESSAGES = 4_000;

async function* slice(
  client: pg.PoolClient,
  { from, until }: { from: Date; until: Date },
  columns: string,
): AsyncGenerator<ReplayedRow[]> {
  await client.query("begin isolation level repeatable read read only");
  let isWhole = false;
  try {
    await client.query("set local work_mem = '64MB'");
    await client.query("set local idle_in_transaction_session_timeout = '60s'");
    await client.query({
      text: `declare replayed no scroll cursor for select ${columns} from messages
        where sent_at >= $1 and sent_at < $2 order by sent_at, message_id collate "C"`,
      values: [from, until],
    });
    const fetch = () => client.query<ReplayedRow>(`fetch ${PAGE_MESSAGES} from replayed`);
    let coming = fetch();
    for (;;) {
      const { rows } = await coming;
      if (rows.length === 0) break;
      // The next page is on its way while the caller works on this one.
      coming = fetch();
      coming.catch(() => {});
      yield rows;
    }
    isWhole = true;
  } finally {
    await client.query(isWhole ? "commit" : "rollback").catch(() => {});
  }
}

/**
 * Messages of a period in the order they are observed, a page at a time, on one connection: its cost is one pass over the
 * partitions and one sort per slice of days. Bodies, links and attachments only `withText`.
 */
export async function* replayedPages(
  { pool }: Pick<Database, "pool">,
  period: { from: Date; until: Date; messages: number; withText: boolean },
): AsyncGenerator<ReplayedRow[]> {
  const { from, until, messages, withText } = period;
  const days = (until.getTime() - from.getTime()) / DAY_MS;
  const daysASlice = Math.max(1, Math.floor((SLICE_MESSAGES / Math.max(1, messages)) * days));
  const columns = `${COLUMNS}, ${withText ? "body, links, attachments" : WITHOUT_TEXT}`;
  const client = await pool.connect();
  let isHealthy = false;
  try {
    for (let at = from.getTime(); at < until.getTime(); at += daysASlice * DAY_MS) {
      const end = Math.min(at + daysASlice * DAY_MS, until.getTime());
      yield* slice(client, { from: new Date(at), until: new Date(end) }, columns);
    }
    isHealthy = true;
  } finally {
    client.release(!isHealthy);
  }
}
