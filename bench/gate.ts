import { connect } from "@/db/connect";
import { findGateFacts } from "@/db/queries/gate";
import { DEFAULT_POLICY } from "@/lib/domain/policy";
import { countsNeeded } from "@/lib/domain/velocity";
import { type Bench, table, whole } from "./bench";
import { type BenchServer, requestBytes, startBenchServer, withConnections } from "./http";
import { type Figures, figuresOf, median, type Sample, timed } from "./measure";
import { dropDatabase, type MessagePlatform, makeMessagePlatform, PEOPLE, WRITERS } from "./message-platform";
import { groupSeconds, sessionSeconds } from "./processor";

/** What the gate's one statement costs: shared buffers touched and rows read, by EXPLAIN ANALYZE. */
type Plan = { sqlMs: number; buffers: number; rows: number };
type Row = {
  messages: number;
  /** One request at a time: how long. */
  gate: Figures;
  bare: Figures;
  /** Eight at a time: how many a second. */
  gatePerSecond: number;
  barePerSecond: number;
  /** Time of a check ÷ time of the bare route, of the same round; the median. */
  ratio: number;
  ratioAtEight: number;
  /** Processor time of one request, µs, of the eight at a time. */
  micros: { gateServer: number; gatePostgres: number; bareServer: number };
  plan: Plan;
};
type Report = {
  server: string;
  rows: Row[];
  /** Time of a check at the most messages ÷ at the fewest; 1 is flat. */
  flatness: number | null;
};

const PER_ROUND = 600;
const AT_ONCE = 8;

function bodyOf(nth: number): string {
  const sender = (nth * 37) % WRITERS;
  const person = (nth * 13) % PEOPLE;
  return JSON.stringify({
    id: `try-${nth}`,
    senderId: `m${sender}`,
    recipientId: `m${(sender * 7 + person + 1) % WRITERS}`,
    conversationId: `c-${sender}-${person}`,
    channel: nth % 5 === 0 ? "inmail" : "chat",
    degree: nth % 3 === 0 ? 2 : 1,
    sharedConnections: 3,
    isReply: nth % 4 === 0,
    automated: false,
    body: `Good morning, thank you for the notes of the ${nth}th meeting. Shall we speak about the harbour project on Tuesday?`,
  });
}

type ExplainNode = { "Actual Rows": number; "Actual Loops": number; Plans?: ExplainNode[] };
function rowsOf(node: ExplainNode): number {
  const own = node["Actual Rows"] * node["Actual Loops"];
  return own + (node.Plans ?? []).reduce((sum, one) => sum + rowsOf(one), 0);
}

/** Explains the gate's own statement, caught on its way to the database, for members spread over all of them. */
async function explainGate({ url }: MessagePlatform): Promise<Plan> {
  const database = connect(url, { max: 1 });
  const found: Plan[] = [];
  try {
    for (let nth = 0; nth < 40; nth++) {
      const asked = JSON.parse(bodyOf(nth));
      let statement = { text: "", values: [] as unknown[] };
      const catching = async (_name: string, text: string, values: unknown[]) => {
        statement = { text, values };
        return [];
      };
      await findGateFacts(catching as never, { ...asked, ...countsNeeded(DEFAULT_POLICY, asked) });
      const { rows } = await database.pool.query({
        text: `explain (analyze, buffers, format json) ${statement.text}`,
        values: statement.values,
      });
      const [answer] = rows[0]["QUERY PLAN"];
      const { "Shared Hit Blocks": hit, "Shared Read Blocks": read } = answer.Plan;
      found.push({ sqlMs: answer["Execution Time"], buffers: hit + read, rows: rowsOf(answer.Plan) });
    }
  } finally {
    await database.close();
  }
  return {
    sqlMs: median(found.map((one) => one.sqlMs)),
    buffers: median(found.map((one) => one.buffers)),
    rows: median(found.map((one) => one.rows)),
  };
}

type Side = { name: "gate" | "bare"; place: number; requests: Buffer[] };

async function measure(port: number, requests: Buffer[], atOnce: number): Promise<Sample> {
  return await withConnections(port, atOnce, async (connections) => {
    const free = [...connections];
    return await timed(requests.length, atOnce, async (nth) => {
      const connection = free.pop();
      const request = requests[nth];
      if (!connection || !request) throw new Error("more work than connections");
      const { status, text } = await connection.send(request);
      free.push(connection);
      if (status !== 200 || !text.includes('"verdict"')) throw new Error(`answered ${status}: ${text}`);
    });
  });
}

function print(report: Report): void {
  console.log(
    `\nPOST /api/v1/send-checks beside a bare JSON route of the same server; PostgreSQL ${report.server}\n`,
  );
  const head = ["messages", "check ms", "p99", "bare ms", "p99", "ratio", "checks/s", "bare/s", "ratio at 8"];
  const lines = report.rows.map((row) => [
    whole(row.messages),
    ...[row.gate, row.bare].flatMap(({ p50, p99 }) => [p50.toFixed(2), p99.toFixed(2)]),
    row.ratio.toFixed(2),
    whole(row.gatePerSecond),
    whole(row.barePerSecond),
    row.ratioAtEight.toFixed(2),
  ]);
  console.log(table([head, ...lines], 1));
  if (report.flatness !== null) {
    console.log(`\nflat (time of a check at most messages ÷ at fewest): ${report.flatness.toFixed(2)}`);
  }
  console.log("\nprocessor time of one request, µs\n");
  const costs = report.rows.map(({ messages, micros: { gateServer, gatePostgres, bareServer } }) => [
    whole(messages),
    ...[gateServer, gatePostgres, bareServer].map(whole),
    ((gateServer + gatePostgres) / bareServer).toFixed(2),
  ]);
  console.log(table([["messages", "check", "in Postgres", "bare", "ratio"], ...costs], 1));
  console.log("\nthe gate's one statement, by EXPLAIN ANALYZE\n");
  const plans = report.rows.map(({ messages, plan }) => [
    whole(messages),
    plan.sqlMs.toFixed(2),
    whole(plan.buffers),
    whole(plan.rows),
  ]);
  console.log(table([["messages", "SQL ms", "buffers", "rows"], ...plans], 1));
}

/** `POST /send-checks` of the production server beside a bare JSON route, at few and at many stored messages. */
export const gate: Bench<Report> = {
  summary: "a send-check beside a bare JSON route, and whether it stays flat as the messages grow",
  print,
  async run({ guard, options, say, server }) {
    const { url, version } = await server();
    const platforms: MessagePlatform[] = [];
    const servers: BenchServer[] = [];
    for (const messages of options.messages) {
      const platform = await makeMessagePlatform(url, messages, say);
      platforms.push(platform);
      servers.push(await startBenchServer(guard, platform.url, say));
    }
    const plans = await Promise.all(platforms.map(explainGate));
    const sides = platforms.flatMap(({ key }, place): Side[] => {
      const port = servers[place]?.port ?? 0;
      const authorization = `Bearer ${key}`;
      const bodies = Array.from({ length: PER_ROUND }, (_, nth) => bodyOf(nth));
      return [
        {
          name: "gate",
          place,
          requests: bodies.map((body) => requestBytes(port, "/api/v1/send-checks", body, { authorization })),
        },
        {
          name: "bare",
          place,
          requests: bodies.map((body) => requestBytes(port, "/api/bench", body, { authorization })),
        },
      ];
    });
    const kept = sides.map(() => ({ one: [] as Sample[], eight: [] as Sample[], server: 0, postgres: 0 }));
    const used = async (place: number) => [
      groupSeconds(servers[place]?.pid ?? 0),
      await sessionSeconds(platforms[place]?.url ?? ""),
    ];
    for (let round = 0; round <= options.rounds; round++) {
      for (let n = 0; n < sides.length; n++) {
        // The order turns from round to round.
        const at = (n + round) % sides.length;
        const side = sides[at];
        const port = servers[side?.place ?? 0]?.port ?? 0;
        const one = await measure(port, side?.requests ?? [], 1);
        const before = await used(side?.place ?? 0);
        const eight = await measure(port, side?.requests ?? [], AT_ONCE);
        const after = await used(side?.place ?? 0);
        const mine = kept[at];
        if (round === 0 || !mine) continue;
        mine.one.push(one);
        mine.eight.push(eight);
        mine.server += (after[0] ?? 0) - (before[0] ?? 0);
        mine.postgres += (after[1] ?? 0) - (before[1] ?? 0);
      }
      say(`round ${round} of ${options.rounds}`);
    }
    const perRequest = (seconds: number) => (seconds * 1e6) / (options.rounds * PER_ROUND);
    const timeOf = (sample: Sample) => median(sample.latencies);
    const rows = platforms.map(({ messages }, place): Row => {
      const [gateKept, bareKept] = [kept[2 * place], kept[2 * place + 1]];
      if (!gateKept || !bareKept) throw new Error("nothing was measured");
      const against = (of: (sample: Sample) => number, which: "one" | "eight") =>
        median(gateKept[which].map((sample, n) => of(sample) / of(bareKept[which][n] ?? sample)));
      return {
        messages,
        gate: figuresOf(gateKept.one),
        bare: figuresOf(bareKept.one),
        gatePerSecond: figuresOf(gateKept.eight).perSecond,
        barePerSecond: figuresOf(bareKept.eight).perSecond,
        ratio: against(timeOf, "one"),
        ratioAtEight: against((sample) => 1 / sample.perSecond, "eight"),
        micros: {
          gateServer: perRequest(gateKept.server),
          gatePostgres: perRequest(gateKept.postgres),
          bareServer: perRequest(bareKept.server),
        },
        plan: plans[place] ?? { sqlMs: Number.NaN, buffers: Number.NaN, rows: Number.NaN },
      };
    });
    const [few, many] = [kept[0], kept[2 * (platforms.length - 1)]];
    const flatness =
      few && many && few !== many
        ? median(many.one.map((sample, n) => timeOf(sample) / timeOf(few.one[n] ?? sample)))
        : null;
    for (const running of servers) await running.stop();
    for (const { name } of platforms) await dropDatabase(url, name);
    return { server: version, rows, flatness };
  },
};
