import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Guard } from "@/db/embedded/guard";
import { Unmet } from "@/db/embedded/unmet";

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Where `next build` puts its output: `NEXT_DIST_DIR`, or `.next`. */
export function distFolder(): string {
  return join(ROOT, process.env.NEXT_DIST_DIR ?? ".next");
}

// Nothing in these ends up in the build.
const OUTSIDE_FOLDERS = new Set([
  "node_modules",
  "bench",
  "e2e",
  "scripts",
  "docs",
  "test-results",
  "playwright-report",
]);
const OUTSIDE_FILES = /\.(test\.tsx?|md|tsbuildinfo)$|^next-env\.d\.ts$|^(vitest|playwright)\.config\.ts$/;

async function listSources(root: string, folder = ""): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        const isOutside = entry.name.startsWith(".") || (folder === "" && OUTSIDE_FOLDERS.has(entry.name));
        return isOutside ? [] : await listSources(root, path);
      }
      const isHidden = entry.name.startsWith(".") && entry.name !== ".browserslistrc";
      return entry.isFile() && !isHidden && !OUTSIDE_FILES.test(entry.name) ? [path] : [];
    }),
  );
  return nested.flat().sort();
}

/** A hash of everything a build is made from: the names and contents of the sources, and Node's major version. */
export async function sourceHash(root: string): Promise<string> {
  const hash = createHash("sha256").update(`node ${process.versions.node.split(".")[0]}\n`);
  for (const path of await listSources(root)) {
    const content = await readFile(join(root, path)).catch(() => Buffer.alloc(0));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

const stampFile = (): string => join(distFolder(), "lockkeeper-sources");

/** Whether the build in the dist folder was made from the present sources. */
export async function isBuildCurrent(): Promise<boolean> {
  if (!existsSync(join(distFolder(), "BUILD_ID"))) return false;
  const stamp = await readFile(stampFile(), "utf8").catch(() => "");
  return stamp !== "" && stamp === (await sourceHash(ROOT));
}

/**
 * Makes a production build and stamps it. Needs no database.
 * @throws {@link Unmet} with the end of the build's output when it fails; the whole of it is in `.lockkeeper/logs/build.log`.
 */
export async function makeBuild(guard: Guard): Promise<void> {
  const sources = await sourceHash(ROOT);
  await rm(stampFile(), { force: true });
  const logFile = join(ROOT, ".lockkeeper", "logs", "build.log");
  await mkdir(join(ROOT, ".lockkeeper", "logs"), { recursive: true });
  const log = await open(logFile, "w");
  try {
    // A set DATABASE_URL must not let the build depend on a database.
    const { DATABASE_URL: _database, ...env } = process.env;
    const child = guard.start(process.execPath, [nextProgram(), "build"], {
      cwd: ROOT,
      env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", log.fd, log.fd],
    });
    const code = await new Promise<number>((done, fail) => {
      child.once("error", fail);
      child.once("exit", (exitCode) => done(exitCode ?? 1));
    });
    if (code !== 0) {
      const tail = (await readFile(logFile, "utf8")).trimEnd().split("\n").slice(-60).join("\n");
      throw new Unmet(
        `${tail}\n\nThe production build failed (code ${code}); its whole output is in ${logFile}`,
      );
    }
  } finally {
    await log.close();
  }
  await writeFile(stampFile(), sources);
}

/** The command-line program of Next, to be run with Node. */
export function nextProgram(): string {
  return join(ROOT, "node_modules", "next", "dist", "bin", "next");
}
