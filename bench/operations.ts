import { connect, type Database } from "@/db/connect";
import type { Actor } from "@/lib/domain/actor";
import type { DecisionCommand } from "@/lib/domain/decision";
import { audienceKey, EVERYTHING, scopeCells } from "@/lib/domain/scope";
import { claimNext } from "@/lib/services/claim";
import { decideCase } from "@/lib/services/decision";
import { receiveReport } from "@/lib/services/report";
import { claimByHand, type DecisionTemplate, decideByHand, type HeldCase, reportByHand } from "./by-hand";
import { type Sample, timed } from "./measure";
import { CONVERSATIONS, KIND, MESSAGES_EACH, membersFor, type Platform, STAFF, uuidOf } from "./platform";

export const OPERATIONS = ["claim", "decision", "report"] as const;
export type OperationName = (typeof OPERATIONS)[number];
/**
 * Who does it: the product; the same SQL by hand, statements sent together; the same with one statement after the other,
 * which is what is usually written.
 */
export const SIDES = ["service", "hand", "hand_in_turn"] as const;
export type Side = (typeof SIDES)[number];

const WORKERS = 4;

/** One side's ways to claim, decide and report on one platform. */
type Player = {
  claim(staffId: string): Promise<HeldCase>;
  decide(staffId: string, held: HeldCase): Promise<void>;
  report(report: { id: string; reporterId: string; messageId: string }): Promise<void>;
  close(): Promise<void>;
};

const DECISION: DecisionCommand = {
  outcome: "actioned",
  measures: [{ measure: "temporary_block", scope: EVERYTHING, hours: 48 }],
  policyClause: "4.2",
  reason: "The same text to 57 people.",
  memberReason: "The same text to many.",
};
const PLATFORM: Actor = { kind: "api_key", id: "bench" };

function service(database: Database): Player {
  const person = (id: string) => ({ kind: "staff", id, role: "moderator", name: "Reviewer" }) as const;
  return {
    claim: async (staffId) => {
      const claimed = await claimNext(database, person(staffId));
      if (!claimed.ok || !claimed.value) throw new Error("nothing to claim");
      return { caseId: claimed.value.caseId, version: 1 };
    },
    decide: async (staffId, { caseId, version }) => {
      const decided = await decideCase(database, person(staffId), { caseId, version, command: DECISION });
      if (!decided.ok) throw new Error(`not decided: ${decided.error.code}`);
    },
    report: async ({ id, reporterId, messageId }) => {
      const subject = { type: "message", id: messageId } as const;
      const received = await receiveReport(database, PLATFORM, { id, reporterId, subject, category: "spam" });
      if (!received.ok) throw new Error(`not received: ${received.error.code}`);
    },
    close: database.close,
  };
}

function hand(database: Database, template: DecisionTemplate): Player {
  return {
    claim: (staffId) => claimByHand(database, staffId),
    decide: (staffId, held) => decideByHand(database, staffId, held, template),
    report: (report) => reportByHand(database, report),
    close: database.close,
  };
}

/** The notice as the product writes it, so that both sides store the same bytes. */
async function templateFrom(database: Database): Promise<DecisionTemplate> {
  const { rows } = await database.pool.query<{ content: unknown }>("select content from notices limit 1");
  if (DECISION.outcome !== "actioned" || !rows[0]) throw new Error("the warm-up left no notice");
  return {
    notice: JSON.stringify(rows[0].content),
    measures: JSON.stringify(DECISION.measures),
    scopeCells: scopeCells(EVERYTHING),
    audienceKey: audienceKey(EVERYTHING),
    channels: EVERYTHING.channels,
    directions: EVERYTHING.directions,
  };
}

/** Each side has reviewers of its own: a case one holds is given again before anything new. */
const staffId = (nth: number, side: Side = "service") =>
  uuidOf(KIND.staff, 1 + ((nth + (side === "hand_in_turn" ? STAFF / 2 : 0)) % STAFF));

export type Results = Record<OperationName, Record<Side, Sample[]>>;

/**
 * Measures the three operations, all sides in the same run: in every round each side does the same number of each, and
 * the order of the sides turns. The first round warms up and is not counted.
 */
export async function measureOperations(
  platform: Platform,
  options: { rounds: number; perRound: number; say: (text: string) => void },
): Promise<Results> {
  const { rounds, perRound, say } = options;
  const connected = connect(platform.url, { max: WORKERS + 1 });
  const warm = service(connected);
  await warm.decide(staffId(0), await warm.claim(staffId(0)));
  const template = await templateFrom(connected);
  const players: Record<Side, Player> = {
    service: warm,
    hand: hand(connect(platform.handUrl, { max: WORKERS + 1 }), template),
    hand_in_turn: hand(connect(platform.handUrl, { max: WORKERS + 1, pipeline: false }), template),
  };
  const results = Object.fromEntries(
    OPERATIONS.map((name) => [name, { service: [], hand: [], hand_in_turn: [] }]),
  ) as unknown as Results;
  const members = membersFor(platform.cases);
  let reported = 0;
  for (let round = 0; round <= rounds; round++) {
    const order = SIDES.map((_, n) => SIDES[(n + round) % SIDES.length] as Side);
    const keep = (name: OperationName, side: Side, sample: Sample) => {
      if (round > 0) results[name][side].push(sample);
    };
    const held = new Map<Side, HeldCase[]>();
    for (const side of order) {
      const mine: HeldCase[] = [];
      held.set(side, mine);
      const claims = await timed(perRound, WORKERS, async (nth) => {
        mine[nth] = await players[side].claim(staffId(nth, side));
      });
      keep("claim", side, claims);
    }
    for (const side of order) {
      const mine = held.get(side) ?? [];
      const decisions = await timed(perRound, WORKERS, async (nth) => {
        const one = mine[nth];
        if (one) await players[side].decide(staffId(nth, side), one);
      });
      keep("decision", side, decisions);
    }
    for (const side of order) {
      // Each message is reported twice, by two people: half of the reports open a case, half join one.
      const from = reported;
      reported += perRound / 2;
      const reports = await timed(perRound, WORKERS, (nth) => {
        const message = from + Math.floor(nth / 2);
        const [conversation, n] = [
          message % CONVERSATIONS,
          Math.floor(message / CONVERSATIONS) % MESSAGES_EACH,
        ];
        return players[side].report({
          id: `bench-${platform.cases}-${round}-${side}-${nth}`,
          reporterId: `m${(message * 13 + 501 + (nth % 2)) % members}`,
          messageId: `msg-${conversation}-${n}`,
        });
      });
      keep("report", side, reports);
    }
    say(`${platform.cases.toLocaleString("en")} cases: round ${round} of ${rounds}`);
  }
  await Promise.all(Object.values(players).map((player) => player.close()));
  return results;
}
