// `npm run bench`: what the product costs beside the same SQL by hand, and whether it stays flat as the cases grow.
import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { type Guard, runGuarded } from "@/db/embedded/guard";
import { startThrowaway } from "@/db/embedded/throwaway";
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

const say = (text: string): void => void process.stderr.write(`  ${text}\n`);

function counts(text: string): number[] {
  const found = text.split(",").map(Number);
  if (found.some((count) => !Number.isInteger(count) || count < 10_000)) {
    throw new InvalidArgumentError("Numbers of 10000 or more, with commas between.");
  }
  return found.sort((a, b) => a - b);
}
function positive(text: string): number {
  const found = Number(text);
  if (!Number.isInteger(found) || found < 1) throw new InvalidArgumentError("A whole number above 0.");
  return found;
}

const program = new Command("bench")
  .description(
    "measures claim, decision and report intake beside the same SQL by hand, and the queue page at depth",
  )
  .option("--cases <list>", "open cases to measure at", counts, [10_000, 1_000_000])
  .option("--rounds <n>", "counted rounds; one more warms up", positive, 7)
  .option("--json", "print the figures as JSON")
  .addHelpText(
    "after",
    "\nStarts a PostgreSQL 18 of its own; DATABASE_URL_BENCH (a superuser) names another server.",
  )
  .parse();
const options = program.opts<{ cases: number[]; rounds: number; json?: true }>();
/** Operations of each side in one round; even, at most as many as there are reviewers. */
const PER_ROUND = 200;

async function serverUrl(guard: Guard): Promise<{ url: string; version: string }> {
  const given = process.env.DATABASE_URL_BENCH;
  if (given) return { url: given, version: "of DATABASE_URL_BENCH" };
  const server = await startThrowaway({ guard, major: 18 });
  if (!server) throw new Error("there is no PostgreSQL 18 on this machine");
  return server;
}

function table(lines: string[][]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  return lines
    .map((line) =>
      line.map((cell, n) => (n < 2 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join("  "),
    )
    .join("\n");
}

function print(report: Report): void {
  const whole = (value: number) => Math.round(value).toLocaleString("en");
  const number = (cases: number) => cases.toLocaleString("en");
  console.log(`\nPostgreSQL ${report.server}, 4 workers; one run, interleaved rounds, medians\n`);
  console.log(
    table([
      [
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
      ],
      ...report.rows.map(({ operation, cases, sides, ratio, ratioInTurn }) => [
        operation,
        number(cases),
        ...SIDES.map((side) => whole(sides[side].perSecond)),
        ratio.toFixed(2),
        ratioInTurn.toFixed(2),
        ...[sides.service, sides.hand].flatMap(({ p50, p99 }) => [p50.toFixed(1), p99.toFixed(1)]),
      ]),
    ]),
  );
  const flat = Object.entries(report.flatness).map(([name, ratio]) => `${name} ${ratio.toFixed(2)}`);
  if (flat.length > 0) console.log(`\nflat (service/s at most cases ÷ at fewest): ${flat.join(", ")}`);
  console.log("\nqueue page of 50 by due time, execution time in SQL\n");
  console.log(
    table([
      ["cases", "depth", "median ms", "p99 ms", "index"],
      ...report.queuePage.map(({ cases, depth, sqlMs, p99, index }) => [
        number(cases),
        number(depth),
        sqlMs.toFixed(2),
        p99.toFixed(2),
        index,
      ]),
    ]),
  );
}

await runGuarded(async (guard) => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  const server = await serverUrl(guard);
  const report: Report = { server: server.version, rows: [], flatness: {}, queuePage: [] };
  for (const cases of options.cases) {
    const platform = await makePlatform(server.url, cases, say);
    const depths = [0, 10_000, 500_000].filter((depth) => depth < cases);
    for (const figures of await measureQueuePage(platform, depths))
      report.queuePage.push({ cases, ...figures });
    const results = await measureOperations(platform, { rounds: options.rounds, perRound: PER_ROUND, say });
    for (const operation of OPERATIONS) {
      const samples = results[operation];
      const against = (side: Side) =>
        median(samples.service.map((one, n) => one.perSecond / (samples[side][n]?.perSecond ?? Number.NaN)));
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
    await dropPlatform(server.url, cases);
  }
  for (const operation of OPERATIONS) {
    const mine = report.rows.filter((row) => row.operation === operation);
    const [first, last] = [mine[0], mine.at(-1)];
    if (first && last && first !== last) {
      report.flatness[operation] = last.sides.service.perSecond / first.sides.service.perSecond;
    }
  }
  if (options.json) console.log(JSON.stringify(report, null, 2));
  else print(report);
  return 0;
});
