// `npm run bench`: every bench, or those that are named. Always a ratio against something measured in the same run.
import { randomBytes } from "node:crypto";
import { Argument, Command, InvalidArgumentError } from "commander";
import { runGuarded } from "@/db/embedded/guard";
import { type Bench, type BenchOptions, benchServer } from "./bench";
import { contentFilter } from "./content-filter";
import { gate } from "./gate";
import { intake } from "./intake";
import { operations } from "./operations-bench";
import { replay } from "./replay";

const BENCHES: Record<string, Bench> = { operations, gate, intake, replay, "content-filter": contentFilter };

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
  .description("measures the product beside a baseline in the same run")
  .addArgument(
    new Argument("[benches...]", "which to run; all when none is named").choices(Object.keys(BENCHES)),
  )
  .option("--cases <list>", "open cases to measure at", counts, [10_000, 1_000_000])
  .option("--messages <list>", "stored messages to measure at", counts, [10_000, 1_000_000])
  .option("--rounds <n>", "counted rounds; one more warms up", positive, 7)
  .option("--json", "print the figures as JSON")
  .addHelpText(
    "after",
    `\nBenches:\n${Object.entries(BENCHES)
      .map(([name, { summary }]) => `  ${name.padEnd(16)}${summary}`)
      .join(
        "\n",
      )}\n\nStarts a PostgreSQL 18 of its own; DATABASE_URL_BENCH (a superuser) names another server.`,
  )
  .parse();
const options = program.opts<BenchOptions & { json?: true }>();
const names = program.args.length > 0 ? program.args : Object.keys(BENCHES);

await runGuarded(async (guard) => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  const given = { guard, options, say, server: benchServer(guard) };
  const reports: Record<string, unknown> = {};
  for (const name of names) {
    const bench = BENCHES[name];
    if (!bench) continue;
    say(name);
    const report = await bench.run(given);
    reports[name] = report;
    if (!options.json) bench.print(report);
  }
  if (options.json) console.log(JSON.stringify(reports, null, 2));
  return 0;
});
