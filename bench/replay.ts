import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { BASE_CONTENT_MODEL, scoreContent } from "@/lib/domain/content-filter";
import { type Found, signalsByBruteForce } from "@/lib/domain/golden/brute-force";
import { inOrder, type ObservedMessage } from "@/lib/domain/observer";
import { DEFAULT_POLICY } from "@/lib/domain/policy";
import { type Bench, table, whole } from "./bench";
import { type Connection, requestBytes, startBenchServer, withConnections } from "./http";
import { dropDatabase, makeEmptyPlatform, onServer } from "./message-platform";

type Rule = { rule: string; raised: number; recomputed: number; different: number };
type Report = {
  server: string;
  sends: number;
  members: number;
  /** Over HTTP, one batch after the other, with every detector on. */
  perSecond: number;
  /** Counting everything again at every message, in memory. */
  bruteForcePerSecond: number;
  rules: Rule[];
} | null;

const BATCH = 1_000;
const SENDER = { accountType: "basic", connectionCount: 120 } as const;
/** Raised by reports and members, not by what is sent. */
const NOT_OF_MESSAGES = "'D13', 'D14', 'D21', 'D22'";

/** The real sends with real texts dealt to them in turn; null where the sample data is not beside the project. */
function readSends(): ObservedMessage[] | null {
  const folder = resolve(process.env.LOCKKEEPER_DATA_SAMPLES ?? "../shared/data");
  const [sendsFile, textsFile] = ["messages-collegemsg.tsv", "texts-sms-spam.tsv"].map((name) =>
    join(folder, name),
  );
  if (!sendsFile || !textsFile || !existsSync(sendsFile) || !existsSync(textsFile)) return null;
  const linesOf = (file: string) => readFileSync(file, "utf8").trim().split("\n").slice(1);
  const texts = linesOf(textsFile).map((line) => line.slice(line.indexOf("\t") + 1));
  const wrote = new Map<string, number>();
  const sends = linesOf(sendsFile).map((line, nth): ObservedMessage => {
    const [from = "", to = "", second = "0"] = line.split("\t");
    const conversationId = [from, to].sort().join("-");
    const theirFirst = wrote.get(`${conversationId} ${to}`) ?? Number.POSITIVE_INFINITY;
    const key = `${conversationId} ${from}`;
    wrote.set(key, Math.min(wrote.get(key) ?? Number.POSITIVE_INFINITY, Number(second)));
    return {
      messageId: `c${String(nth).padStart(6, "0")}`,
      senderId: `u${from}`,
      recipientId: `u${to}`,
      conversationId,
      channel: "chat",
      degree: 1,
      isReply: theirFirst < Number(second),
      isAutomated: false,
      body: texts[nth % texts.length] ?? "",
      sentAt: new Date(Number(second) * 1_000),
    };
  });
  return sends.sort(inOrder);
}

type Post = (path: string, body: object) => Promise<void>;

/** Posts a batch of which everything has to be accepted. */
function posting(connection: Connection | undefined, port: number, key: string): Post {
  return async (path, body) => {
    const request = requestBytes(port, path, JSON.stringify(body), { authorization: `Bearer ${key}` });
    const answer = await connection?.send(request);
    if (answer?.status !== 200 || !answer.text.includes('"rejected":[]'))
      throw new Error(`answered ${answer?.status}: ${answer?.text.slice(0, 300)}`);
  };
}

async function putMembers(post: Post, memberIds: string[]): Promise<void> {
  for (let from = 0; from < memberIds.length; from += BATCH) {
    const members = memberIds.slice(from, from + BATCH).map((id) => ({
      id,
      ...SENDER,
      displayName: `Member ${id}`,
      joinedAt: "2004-01-01T09:00:00Z",
      profile: { photo: true, currentPosition: true, skills: 5, schools: 1, completenessPercent: 80 },
      acceptsMessagesFrom: "anyone",
    }));
    await post("/api/v1/members/batch", { members });
  }
}

async function replaySends(post: Post, sends: ObservedMessage[]): Promise<number> {
  const bodies = Array.from({ length: Math.ceil(sends.length / BATCH) }, (_, n) => ({
    mode: "observe",
    messages: sends.slice(n * BATCH, (n + 1) * BATCH).map(({ messageId, isAutomated, sentAt, ...rest }) => ({
      ...rest,
      id: messageId,
      automated: isAutomated,
      sharedConnections: 1,
      sentAt: sentAt.toISOString(),
    })),
  }));
  const began = performance.now();
  for (const body of bodies) await post("/api/v1/messages/batch", body);
  return sends.length / ((performance.now() - began) / 1_000);
}

async function listSignals(url: string): Promise<Found[]> {
  const { rows } = await onServer(url, (client) =>
    client.query<Found>(`
      select rule, coalesce(detail->>'part', '') as part, member_id as "memberId",
        coalesce(detail->>'counterpartId', '') as "counterpartId", detail->'messageIds'->>-1 as "messageId",
        (extract(epoch from at) * 1000)::float8 as at, measured, threshold, window_seconds as "windowSeconds"
      from signals where mode = 'live' and rule not in (${NOT_OF_MESSAGES})`),
  );
  return rows;
}

const missing = (a: Set<string>, b: Set<string>): number => [...a].filter((one) => !b.has(one)).length;

function compare(raised: Found[], recomputed: Found[]): Rule[] {
  const asText = (one: Found) => JSON.stringify(Object.entries(one).sort());
  const rules = [...new Set([...raised, ...recomputed].map(({ rule }) => rule))];
  return rules
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    .map((rule) => {
      const [mine, theirs] = [raised, recomputed].map((all) =>
        all.filter((one) => one.rule === rule).map(asText),
      );
      const [a, b] = [new Set(mine), new Set(theirs)];
      const isDoubled = a.size !== mine?.length || b.size !== theirs?.length;
      return {
        rule,
        raised: mine?.length ?? 0,
        recomputed: theirs?.length ?? 0,
        different: missing(a, b) + missing(b, a) + (isDoubled ? 1 : 0),
      };
    });
}

function print(report: Report): void {
  if (report === null) {
    console.log("\nreplay: the sample data is not there; LOCKKEEPER_DATA_SAMPLES names its folder");
    return;
  }
  const { server, sends, members, perSecond, bruteForcePerSecond, rules } = report;
  console.log(
    `\n${whole(sends)} real sends of ${whole(members)} members over POST /api/v1/messages/batch; PostgreSQL ${server}\n`,
  );
  const head = ["sends/s", "brute force/s", "over HTTP ÷ brute force"];
  const ratio = (perSecond / bruteForcePerSecond).toFixed(2);
  console.log(table([head, [whole(perSecond), whole(bruteForcePerSecond), ratio]], 0));
  console.log("\nsignals raised, and found by counting everything again at every message\n");
  const lines = rules.map((one) => [
    one.rule,
    whole(one.raised),
    whole(one.recomputed),
    whole(one.different),
  ]);
  console.log(table([["rule", "raised", "recomputed", "different"], ...lines], 1));
}

/** The real stream at full speed through the API; every signal has to equal a brute-force recomputation. */
export const replay: Bench<Report> = {
  summary: "a real stream at full speed through the API, every signal equal to a brute-force recomputation",
  print,
  async run({ guard, say, server }) {
    const sends = readSends();
    if (!sends) return null;
    const { url, version } = await server();
    const platform = await makeEmptyPlatform(url, "lockkeeper_bench_replay");
    const running = await startBenchServer(guard, platform.url, say);
    const memberIds = [...new Set(sends.flatMap((one) => [one.senderId, one.recipientId]))];
    const perSecond = await withConnections(running.port, 1, async ([connection]) => {
      const post = posting(connection, running.port, platform.key);
      await putMembers(post, memberIds);
      return await replaySends(post, sends);
    });
    say(`${whole(sends.length)} sends at ${whole(perSecond)}/s; now the long way`);
    const raised = await listSignals(platform.url);
    const scores = new Map(
      sends.map((one) => [
        one.messageId,
        scoreContent(BASE_CONTENT_MODEL, { ...one, links: [], attachments: [] }).scores,
      ]),
    );
    const began = performance.now();
    const senders = new Map(memberIds.map((id) => [id, SENDER]));
    const recomputed = signalsByBruteForce(DEFAULT_POLICY, senders, sends, scores);
    const seconds = (performance.now() - began) / 1_000;
    await running.stop();
    await dropDatabase(url, platform.name);
    const rules = compare(raised, recomputed);
    const report = {
      server: version,
      sends: sends.length,
      members: memberIds.length,
      perSecond,
      bruteForcePerSecond: sends.length / seconds,
      rules,
    };
    if (rules.some(({ different }) => different > 0)) {
      print(report);
      throw new Error("signals differ from the brute-force recomputation");
    }
    return report;
  },
};
