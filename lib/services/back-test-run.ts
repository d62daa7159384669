import { setImmediate as othersTurn } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { connect, type Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { countReplayed, listReplaySenders, listVerdicts } from "@/db/queries/back-test";
import { type ReplayedRow, replayedPages } from "@/db/queries/replay";
import {
  type Replay,
  type ReplaySender,
  replayMessage,
  replayNeeds,
  startReplay,
  WARM_UP_DAYS,
} from "@/lib/domain/back-test";
import { type BackTestResult, sumUp } from "@/lib/domain/back-test-result";
import { scoreContent } from "@/lib/domain/content-filter";
import { type Ruling, type Verdict, verdictSince } from "@/lib/domain/verdict";
import { giveBack, type Ledger, OutOfRoom, RunLost, takeRun } from "./back-test-ledger";
import { languageOf } from "./case-snapshot";
import { currentContentModel } from "./content-model";

const DAY_MS = 86_400_000;
/** Work done before other requests of the process get their turn. */
const TURN_MS = 20;
const VERDICTS_A_QUESTION = 2_000;

/** Of the limit of the heap, what Node.js keeps for young objects, in bytes: nothing that stays can use it. */
const YOUNG_BYTES = 256 * 1024 * 1024;
/** A replay may fill the rest up to this share: beyond it the process would end, and all it serves. */
const HEAP_SHARE = 0.75;

function checkRoom(): void {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  if (used > (limit - YOUNG_BYTES) * HEAP_SHARE) {
    throw new OutOfRoom("the replay needs more memory than the process has");
  }
}

/** Lets others work after every `TURN_MS` of one's own. */
function makeTurns(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < TURN_MS) return undefined;
    return othersTurn().then(() => {
      since = performance.now();
    });
  };
}

async function addSenders(
  database: Pick<Database, "pool">,
  senders: Map<string, ReplaySender>,
  rows: ReplayedRow[],
): Promise<void> {
  const unknown = new Set<string>();
  for (const { senderId } of rows) if (!senders.has(senderId)) unknown.add(senderId);
  if (unknown.size === 0) return;
  for (const { locale, ...sender } of await listReplaySenders(asking(database), [...unknown])) {
    senders.set(sender.memberId, { ...sender, language: languageOf({ locale }) });
  }
}

async function replayAll(means: BackTestMeans, reader: Database, ledger: Ledger): Promise<Replay> {
  const { base, draft, from, until } = ledger.run;
  const needs = replayNeeds(base, draft);
  const begin = new Date(from.getTime() - WARM_UP_DAYS * DAY_MS);
  const replay = startReplay({ base, draft, from });
  let messagesTotal = 0;
  ledger.beat(() => ({ messagesDone: replay.messages, messagesTotal }));
  messagesTotal = await countReplayed(asking(reader), begin, until);
  const { model } = await currentContentModel(means.database);
  const senders = new Map<string, ReplaySender>();
  const turn = makeTurns();
  const withText = needs.campaigns || needs.content;
  for await (const rows of replayedPages(reader, { from: begin, until, messages: messagesTotal, withText })) {
    means.signal?.throwIfAborted();
    ledger.check();
    checkRoom();
    await addSenders(means.database, senders, rows);
    for (const { sentAtMs, body, links, attachments, ...row } of rows) {
      const sender = senders.get(row.senderId);
      if (!sender) continue;
      const { channel, degree, isReply } = row;
      const content = needs.content
        ? scoreContent(model, { body, links, attachments, channel, degree, isReply }).scores
        : null;
      const message = { ...row, body: needs.campaigns ? body : "", sentAt: new Date(sentAtMs) };
      replayMessage(replay, message, sender, content);
      const waiting = turn();
      if (waiting) await waiting;
    }
  }
  return replay;
}

/** Reads what was decided about the accounts a replay noticed; returns how to ask for it. */
async function readVerdicts(
  reader: Database,
  { accounts, plan }: Replay,
): Promise<(memberId: string, since: number) => Verdict | null> {
  const noticed = [...accounts.values()].filter(
    ({ base, draft, reached }) =>
      reached.length > 0 || Object.keys(base).length > 0 || Object.keys(draft).length > 0,
  );
  const rulings = new Map<string, Ruling[]>();
  for (let place = 0; place < noticed.length; place += VERDICTS_A_QUESTION) {
    const asked = noticed.slice(place, place + VERDICTS_A_QUESTION).map(({ sender }) => sender.memberId);
    for (const { memberId, ...ruling } of await listVerdicts(asking(reader), asked, plan.from)) {
      const known = rulings.get(memberId);
      if (known) known.push(ruling);
      else rulings.set(memberId, [ruling]);
    }
  }
  return (memberId, since) => verdictSince(rulings.get(memberId) ?? [], since);
}

async function sumUpInTurns(replay: Replay, verdictOf: Parameters<typeof sumUp>[1]): Promise<BackTestResult> {
  const turn = makeTurns();
  const summing = sumUp(replay, verdictOf);
  for (let step = summing.next(); ; step = summing.next()) {
    if (step.done) return step.value;
    const waiting = turn();
    if (waiting) await waiting;
  }
}

export type BackTestMeans = {
  database: Database;
  /** Where messages are read from, on a connection of its own. */
  url: string;
  /** Aborted when the worker has to stop: the run goes back to the others. */
  signal?: AbortSignal | undefined;
};

/**
 * Runs a back-test that waits, or one whose worker was lost; any other is left alone. Reads the period and the 30 days
 * before it once; other work of the process gets its turn every 20 ms. Progress is written every second, and with it a
 * cancelled run is noticed. Memory grows with senders, pairs and conversations of the period, not with messages.
 * @throws when it failed and is worth another attempt; after three it is recorded as failed.
 */
export async function runBackTest(means: BackTestMeans, backTestId: string): Promise<void> {
  const ledger = await takeRun(means.database, backTestId);
  if (!ledger) return;
  const reader = connect(means.url, {
    max: 1,
    statementTimeoutMs: 300_000,
    applicationName: "lockkeeper back-test",
    pipeline: false,
  });
  try {
    const replay = await replayAll(means, reader, ledger);
    const result = await sumUpInTurns(replay, await readVerdicts(reader, replay));
    await ledger.finish({ state: "done", messagesDone: replay.messages, result });
  } catch (error) {
    if (error instanceof RunLost) return;
    // Another attempt would end the same way.
    if (error instanceof OutOfRoom)
      return await ledger.finish({ state: "failed", result: { failure: "memory" } });
    await giveBack(ledger, means.signal?.aborted === true);
    throw error;
  } finally {
    ledger.close();
    await reader.close();
  }
}
