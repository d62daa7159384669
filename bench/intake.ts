import { connect } from "@/db/connect";
import { type Bench, table, whole } from "./bench";
import { requestBytes, startBenchServer, withConnections } from "./http";
import { median } from "./measure";
import { dropDatabase, makeMessagePlatform, onDatabase, onServer, PEOPLE, WRITERS } from "./message-platform";
import { uuidOf } from "./platform";
import { groupSeconds, sessionSeconds } from "./processor";

type Report = {
  server: string;
  /** Messages a second over HTTP with every detector on: the median round. */
  perSecond: number;
  /** The same rows inserted by hand: message, key and counters. */
  handPerSecond: number;
  /** By hand ÷ over HTTP, of the same round; the median. */
  ratio: number;
  /** Processor time a message takes in the server and in Postgres, µs: what is left of a busy machine's noise. */
  serverMicros: number;
  postgresMicros: number;
  signals: number;
  messages: number;
};

const BATCH = 1_000;
const BATCHES = 20;
/** Requests on their way at once: one is read and checked while another is stored. */
const AT_ONCE = 2;
/** Messages there before. */
const BEFORE = 100_000;

const NOUNS =
  "harbour crane pilot lighthouse cargo ledger survey tender berth anchor buoy manifest ferry dock".split(
    " ",
  );
const VERBS =
  "review plan visit measure insure repair discuss rent schedule inspect describe paint move sign".split(" ");
const TIMES =
  "on Monday,next week,after the audit,before noon,in spring,when you are back,tomorrow,this evening".split(
    ",",
  );

/** A text of some twenty words, of which there are many thousand. */
function textOf(nth: number): string {
  const pick = (list: string[], by: number) => list[Math.floor(nth / by) % list.length] ?? "";
  return `Thank you for the note about the ${pick(NOUNS, 1)}. Could we ${pick(VERBS, 3)} the ${pick(NOUNS, 14)} and ${pick(VERBS, 41)} the ${pick(NOUNS, 197)} ${pick(TIMES, 7)}? I have room ${pick(TIMES, 59)}, around ${8 + (nth % 9)}.`;
}

type Message = {
  id: string;
  senderId: string;
  recipientId: string;
  conversationId: string;
  degree: 1 | 2;
  isReply: boolean;
  body: string;
  sentAt: string;
};

/** The messages of one batch: many senders, each writing now and then, in the order of time. */
function messagesOf(batch: number, total: number, until: number): Message[] {
  return Array.from({ length: BATCH }, (_, n) => {
    const nth = batch * BATCH + n;
    const sender = (nth * 389) % WRITERS;
    const person = (nth * 31) % PEOPLE;
    const at = until - (total - nth) * Math.floor((29 * 86_400_000) / total);
    return {
      id: `bench-${nth}`,
      senderId: `m${sender}`,
      recipientId: `m${(sender * 7 + person + 1) % WRITERS}`,
      conversationId: `c-${sender}-${person}`,
      degree: nth % 4 === 0 ? 2 : 1,
      isReply: nth % 3 === 0,
      body: textOf(nth * 7919),
      sentAt: new Date(at).toISOString(),
    };
  });
}

const HAND = `
  with incoming as (
    select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::smallint[], $7::boolean[], $8::text[])
      as m(message_id, sender_id, sent_at, conversation_id, recipient_id, degree, is_reply, body)),
  keyed as (
    insert into message_keys (message_id, sender_id, sent_at, op_id)
    select message_id, sender_id, sent_at, $9::uuid from incoming on conflict do nothing),
  counted as (
    insert into send_counters (member_id, hour, channel, sent, started, started_not_connected, automated, op_id)
    select sender_id, date_trunc('hour', sent_at, 'UTC'), 'chat', count(*), count(*) filter (where not is_reply),
      count(*) filter (where not is_reply and degree > 1), 0, $9 from incoming group by 1, 2 order by 1, 2
    on conflict (member_id, hour, channel) do update set sent = send_counters.sent + excluded.sent,
      started = send_counters.started + excluded.started,
      started_not_connected = send_counters.started_not_connected + excluded.started_not_connected)
  insert into messages (sender_id, message_id, sent_at, conversation_id, recipient_id, channel, degree, is_reply, body, op_id)
  select sender_id, message_id, sent_at, conversation_id, recipient_id, 'chat', degree, is_reply, body, $9 from incoming`;

async function insertByHand(pool: ReturnType<typeof connect>["pool"], batch: Message[]): Promise<void> {
  const column = <K extends keyof Message>(key: K) => batch.map((one) => one[key]);
  await pool.query({
    name: "by_hand",
    text: HAND,
    // biome-ignore format: the order of HAND
    values: [
      column("id"), column("senderId"), column("sentAt"), column("conversationId"), column("recipientId"),
      column("degree"), column("isReply"), column("body"), uuidOf(3, 0),
    ],
  });
}

/** Does `work` for each of the batches, `AT_ONCE` at a time; messages a second. */
async function rate(
  batches: number[],
  work: (batch: number, worker: number) => Promise<void>,
): Promise<number> {
  const queue = [...batches];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, worker) => {
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) await work(batch, worker);
    }),
  );
  return (batches.length * BATCH) / ((performance.now() - began) / 1000);
}

function print(report: Report): void {
  const { server, perSecond, handPerSecond, ratio, serverMicros, postgresMicros, signals, messages } = report;
  console.log(
    `\nPOST /api/v1/messages/batch, ${BATCH} a request, every detector on; PostgreSQL ${server}, on the same machine\n`,
  );
  const head = [
    "messages/s",
    "by hand/s",
    "by hand ÷ over HTTP",
    "server µs",
    "Postgres µs",
    "messages",
    "signals raised",
  ];
  const figures = [perSecond, handPerSecond].map(whole);
  const costs = [serverMicros, postgresMicros, messages, signals].map(whole);
  console.log(table([head, [...figures, ratio.toFixed(2), ...costs]], 0));
}

/** Intake of batches over HTTP with the detectors on, beside the same rows inserted by hand. */
export const intake: Bench<Report> = {
  summary: "message intake by batch over HTTP with detectors on, beside the same rows inserted by hand",
  print,
  async run({ guard, options, say, server }) {
    const { url, version } = await server();
    const platform = await makeMessagePlatform(url, BEFORE, say);
    const handName = `${platform.name}_hand`;
    await dropDatabase(url, handName);
    await onServer(url, (client) =>
      client.query(`create database ${handName} template ${platform.name} strategy file_copy`),
    );
    const handUrl = onDatabase(url, handName);
    // Only the fence is taken off the copy, so that plain SQL may write: keys and constraints stay.
    await onServer(handUrl, (client) =>
      client.query(`do $$ declare t record; begin
        for t in select tgrelid::regclass as rel, tgname from pg_trigger
          where tgname in ('a_fence', 'operations_sealed') and tgparentid = 0
        loop execute format('drop trigger %I on %s', t.tgname, t.rel); end loop; end $$`),
    );
    const running = await startBenchServer(guard, platform.url, say);
    const hand = connect(handUrl, { max: AT_ONCE });
    const until = Date.now();
    const total = (options.rounds + 1) * BATCHES * BATCH;
    const processor = { server: 0, postgres: 0 };
    const rates: { http: number; hand: number }[] = [];
    for (let round = 0; round <= options.rounds; round++) {
      const batches = Array.from({ length: BATCHES }, (_, n) => round * BATCHES + n);
      const made = new Map(batches.map((batch) => [batch, messagesOf(batch, total, until)]));
      const requests = new Map(
        [...made].map(([batch, messages]) => {
          const full = messages.map((one) => ({
            ...one,
            channel: "chat",
            sharedConnections: 3,
            automated: false,
          }));
          const body = JSON.stringify({ mode: "observe", messages: full });
          const headers = { authorization: `Bearer ${platform.key}` };
          return [batch, requestBytes(running.port, "/api/v1/messages/batch", body, headers)];
        }),
      );
      const overHttp = async () => {
        const before = [groupSeconds(running.pid), await sessionSeconds(platform.url)] as const;
        const found = await withConnections(running.port, AT_ONCE, (connections) =>
          rate(batches, async (batch, worker) => {
            const answer = await connections[worker]?.send(requests.get(batch) ?? Buffer.alloc(0));
            if (!answer?.text.includes(`"accepted":${BATCH}`))
              throw new Error(`answered ${answer?.status}: ${answer?.text.slice(0, 300)}`);
          }),
        );
        if (round > 0) {
          processor.server += groupSeconds(running.pid) - before[0];
          processor.postgres += (await sessionSeconds(platform.url)) - before[1];
        }
        return found;
      };
      const byHand = () => rate(batches, (batch) => insertByHand(hand.pool, made.get(batch) ?? []));
      const isOdd = round % 2 === 1;
      const first = await (isOdd ? overHttp() : byHand());
      const second = await (isOdd ? byHand() : overHttp());
      if (round > 0) rates.push(isOdd ? { http: first, hand: second } : { http: second, hand: first });
      say(`round ${round} of ${options.rounds}: ${whole(isOdd ? first : second)} messages/s`);
    }
    const { rows } = await onServer(platform.url, (client) =>
      client.query(
        "select (select count(*)::int from signals) as signals, (select count(*)::int from messages) as messages",
      ),
    );
    await hand.close();
    await running.stop();
    await dropDatabase(url, handName);
    await dropDatabase(url, platform.name);
    return {
      server: version,
      perSecond: median(rates.map(({ http }) => http)),
      handPerSecond: median(rates.map((one) => one.hand)),
      ratio: median(rates.map((one) => one.hand / one.http)),
      serverMicros: (processor.server * 1e6) / (options.rounds * BATCHES * BATCH),
      postgresMicros: (processor.postgres * 1e6) / (options.rounds * BATCHES * BATCH),
      signals: rows[0].signals,
      messages: rows[0].messages,
    };
  },
};
