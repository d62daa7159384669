import { type Bench, table, whole } from "./bench";
import { type Figures, figuresOf, median } from "./measure";
import { measureOperations, OPERATIONS, type OperationName, SIDES, type Side } from "./operations";
import { dropPlatform, makePlatform } from "./platform";
import { measureQueuePage, type QueuePageFigures } from "./queue-page";

type Row = {
  cases: number;
  operation: OperationName;
  sides: Record<Side, Figures>;
  /** Service per second ÷ by hand per second: medians of the rounds' own ratios. 1 is as fast as by hand. */
  ratio: number;
  ratioInTurn: number;
};
type Report = {
  server: string;
  rows: Row[];
  /** Service per second at the most cases ÷ at the fewest; 1 is flat. */
  flatness: Partial<Record<OperationName, number>>;
  queuePage: (QueuePageFigures & { cases: number })[];
};

/** Operations of each side in one round; even, at most as many as there are reviewers. */
const PER_ROUND = 200;

const HEAD = [
  "operation",
  "cases",
  "service/s",
  "by hand/s",
  "in turn/s",
  "ratio",
  "ratio in turn",
  "p50 ms",
  "p99 ms",
  "hand p50",
  "hand p99",
];

function print(report: Report): void {
  console.log(`\nPostgreSQL ${report.server}, 4 workers; one run, interleaved rounds, medians\n`);
  const rows = report.rows.map(({ operation, cases, sides, ratio, ratioInTurn }) => [
    operation,
    whole(cases),
    ...SIDES.map((side) => whole(sides[side].perSecond)),
    ratio.toFixed(2),
    ratioInTurn.toFixed(2),
    ...[sides.service, sides.hand].flatMap(({ p50, p99 }) => [p50.toFixed(1), p99.toFixed(1)]),
  ]);
  console.log(table([HEAD, ...rows]));
  const flat = Object.entries(report.flatness).map(([name, ratio]) => `${name} ${ratio.toFixed(2)}`);
  if (flat.length > 0) console.log(`\nflat (service/s at most cases ÷ at fewest): ${flat.join(", ")}`);
  console.log("\nqueue page of 50 by due time, execution time in SQL\n");
  const pages = report.queuePage.map(({ cases, depth, sqlMs, p99, index }) => [
    whole(cases),
    whole(depth),
    sqlMs.toFixed(2),
    p99.toFixed(2),
    index,
  ]);
  console.log(table([["cases", "depth", "median ms", "p99 ms", "index"], ...pages]));
}

/** Claim, decision and report intake beside the same SQL by hand, and the queue page at depth. */
export const operations: Bench<Report> = {
  summary: "claim, decision and report intake beside the same SQL by hand; the queue page at depth",
  print,
  async run({ options, say, server }) {
    const { url, version } = await server();
    const report: Report = { server: version, rows: [], flatness: {}, queuePage: [] };
    for (const cases of options.cases) {
      const platform = await makePlatform(url, cases, say);
      const depths = [0, 10_000, 500_000].filter((depth) => depth < cases);
      for (const figures of await measureQueuePage(platform, depths))
        report.queuePage.push({ cases, ...figures });
      const results = await measureOperations(platform, { rounds: options.rounds, perRound: PER_ROUND, say });
      for (const operation of OPERATIONS) {
        const samples = results[operation];
        const against = (side: Side) =>
          median(
            samples.service.map((one, n) => one.perSecond / (samples[side][n]?.perSecond ?? Number.NaN)),
          );
        report.rows.push({
          cases,
          operation,
          sides: {
            service: figuresOf(samples.service),
            hand: figuresOf(samples.hand),
            hand_in_turn: figuresOf(samples.hand_in_turn),
          },
          ratio: against("hand"),
          ratioInTurn: against("hand_in_turn"),
        });
      }
      await dropPlatform(url, cases);
    }
    for (const operation of OPERATIONS) {
      const mine = report.rows.filter((row) => row.operation === operation);
      const [first, last] = [mine[0], mine.at(-1)];
      if (first && last && first !== last) {
        report.flatness[operation] = last.sides.service.perSecond / first.sides.service.perSecond;
      }
    }
    return report;
  },
};
