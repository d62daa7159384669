// `npm test`: everything that must hold, one named step after the other, and one last line that counts it all.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { type Guard, runGuarded } from "@/db/embedded/guard";
import { startThrowaway } from "@/db/embedded/throwaway";
import { Unmet } from "@/db/embedded/unmet";
import { isBuildCurrent, makeBuild, nextProgram, ROOT } from "./build";
import { formatDuration } from "./progress";
import { countPlaywright, countVitest, formatTally, judge, NOTHING, sum, type Tally } from "./tally";

const STEPS = ["format", "lint", "types", "unit", "db", "db15", "build", "browser"] as const;
type StepName = (typeof STEPS)[number];

interface Context {
  guard: Guard;
  /** Where the runners leave their reports. */
  reports: string;
  done: Map<StepName, Tally>;
}

// Biome colours its output letter by letter even where nobody sees it.
const COLORS = process.stdout.isTTY ? [] : ["--colors=off"];
const PASSED: Tally = { ...NOTHING, passed: 1 };
const FAILED: Tally = { ...NOTHING, failed: 1 };

/** Runs a program from `node_modules` with Node, its output on ours; resolves to its exit code. */
async function run(
  { guard }: Context,
  program: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<number> {
  const child = guard.start(process.execPath, [join(ROOT, "node_modules", program), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }), ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return await new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => done(code ?? 1));
  });
}

async function check(context: Context, program: string, args: string[]): Promise<Tally> {
  return (await run(context, program, args)) === 0 ? PASSED : FAILED;
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

async function vitest(context: Context, project: "unit" | "db", env: Record<string, string>): Promise<Tally> {
  const report = join(context.reports, `vitest-${project}-${env.TEST_PG_VERSION ?? ""}.json`);
  const args = [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const code = await run(context, "vitest/vitest.mjs", args, env);
  return judge(countVitest(readReport(report)), code);
}

/** The database tests on a server of their own; where this machine has no PostgreSQL 15 there is nothing to run. */
async function databaseTests(context: Context, major: 15 | 18): Promise<Tally> {
  const server = await startThrowaway({ guard: context.guard, major });
  if (server === null) {
    console.log("  this machine has no PostgreSQL 15: not run");
    return NOTHING;
  }
  console.log(`  PostgreSQL ${server.version}`);
  return await vitest(context, "db", { TEST_DATABASE_URL: server.url, TEST_PG_VERSION: String(major) });
}

async function types(context: Context): Promise<Tally> {
  // Without the declarations Next writes, a clean clone has no types for its styles and routes.
  const code = await run(context, nextProgram().slice(join(ROOT, "node_modules").length + 1), ["typegen"]);
  return code === 0 ? await check(context, "typescript/bin/tsc", ["--noEmit"]) : FAILED;
}

async function build({ guard }: Context): Promise<Tally> {
  if (await isBuildCurrent()) console.log("  the build is current");
  else await makeBuild(guard);
  return PASSED;
}

async function browserTests(context: Context): Promise<Tally> {
  if (context.done.get("build")?.failed) {
    console.log("  not run: there is no build");
    return FAILED;
  }
  const report = join(context.reports, "playwright.json");
  const code = await run(context, "@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return judge(countPlaywright(readReport(report)), code);
}

const RUNNERS: Record<StepName, { title: string; run: (context: Context) => Promise<Tally> }> = {
  format: {
    title: "Format",
    run: (context) =>
      check(context, "@biomejs/biome/bin/biome", [
        "ci",
        ...COLORS,
        "--linter-enabled=false",
        "--assist-enabled=false",
        ".",
      ]),
  },
  lint: {
    title: "Lint",
    run: (context) =>
      check(context, "@biomejs/biome/bin/biome", ["ci", ...COLORS, "--formatter-enabled=false", "."]),
  },
  types: { title: "Types", run: types },
  unit: { title: "Unit tests", run: (context) => vitest(context, "unit", {}) },
  db: { title: "Database tests, PostgreSQL 18", run: (context) => databaseTests(context, 18) },
  db15: { title: "Database tests, PostgreSQL 15", run: (context) => databaseTests(context, 15) },
  build: { title: "Production build", run: build },
  browser: { title: "Browser tests", run: browserTests },
};

async function verify(guard: Guard, steps: readonly StepName[]): Promise<number> {
  const reports = mkdtempSync(join(tmpdir(), "lockkeeper-reports-"));
  guard.hold({ kind: "folder", path: reports });
  const context: Context = { guard, reports, done: new Map() };
  const rows: string[] = [];
  for (const name of steps) {
    const { title, run: runStep } = RUNNERS[name];
    const began = Date.now();
    console.log(`\n› ${title} …`);
    const tally = await runStep(context).catch(async (error: unknown) => {
      await guard.proceed();
      console.error(error instanceof Unmet ? error.message : error instanceof Error ? error.stack : error);
      return FAILED;
    });
    await guard.proceed();
    context.done.set(name, tally);
    const time = formatDuration(Date.now() - began);
    console.log(`${tally.failed === 0 ? "✓" : "✗"} ${title}: ${formatTally(tally)} (${time})`);
    rows.push(
      `${tally.failed === 0 ? "✓" : "✗"} ${title.padEnd(32)} ${time.padStart(12)}   ${formatTally(tally)}`,
    );
  }
  const total = sum([...context.done.values()]);
  console.log(`\n${rows.join("\n")}\n`);
  console.log(formatTally(total));
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function parseSteps(text: string): StepName[] {
  return text.split(",").map((word) => {
    const step = STEPS.find((name) => name === word.trim());
    if (step) return step;
    throw new InvalidArgumentError(`"${word}" is no step; the steps are ${STEPS.join(", ")}.`);
  });
}

const program = new Command("npm test --")
  .description("Checks everything: format, lint, types, unit, database and browser tests, and the build.")
  .option("--only <steps>", `run only these, comma-separated: ${STEPS.join(", ")}`, parseSteps)
  .parse();
const { only } = program.opts<{ only?: StepName[] }>();
await runGuarded((guard) => verify(guard, only ?? STEPS));
