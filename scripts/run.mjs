// Runs one of Lockkeeper's TypeScript entries on a machine that has only Node and npm.
//   node scripts/run.mjs scripts/<entry>.ts [arguments…]
// Plain JavaScript without dependencies: it must work before anything is installed, from Node 18 on.
// Everything it says goes to stderr; stdout belongs to the entry.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STATE = join(ROOT, ".lockkeeper");
const NODE_VERSION = "24.21.0";
const NODE_MINIMUM = "22.18";

/** A failure the reader can act on: printed as one sentence, without a stack. */
class Unmet extends Error {}

function say(text) {
  process.stderr.write(`lockkeeper: ${text}\n`);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Whether a Node of this version runs the code: 22.18 and 23.6 are the first that read TypeScript by themselves. */
function isModern(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Holds `.lockkeeper/<name>.lock` while `work` runs; a second process waits until the first is done or gone. */
async function alone(name, work) {
  mkdirSync(STATE, { recursive: true });
  const file = join(STATE, `${name}.lock`);
  let hasWarned = false;
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  for (;;) {
    try {
      // Linked into place whole: a lock never exists without its holder's number in it.
      linkSync(mine, file);
      rmSync(mine, { force: true });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
      if (holder === 0) continue;
      if (!isAlive(holder)) {
        rmSync(file, { force: true });
        continue;
      }
      if (!hasWarned) say(`waiting for process ${holder}, which is already at "${name}" (${file})`);
      hasWarned = true;
      await new Promise((done) => setTimeout(done, 300));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Runs npm under the chosen Node, its output on our stderr; resolves to its exit code. */
function npm(node, env, args, cwd) {
  const own = process.env.npm_execpath ?? "";
  const isNpm = basename(own) === "npm-cli.js" && existsSync(own);
  const [command, rest] = isNpm ? [node, [own, ...args]] : ["npm", args];
  return new Promise((done, fail) => {
    const child = spawn(command, rest, {
      cwd,
      env,
      stdio: ["ignore", 2, 2],
      shell: !isNpm && process.platform === "win32",
    });
    child.once("error", (error) =>
      fail(
        error.code === "ENOENT"
          ? new Unmet("npm is not on the PATH; install Node.js together with npm.")
          : error,
      ),
    );
    child.once("exit", (code) => done(code ?? 1));
  });
}

/** The Node to use: this one when it is new enough, else Node 24 from the npm registry, kept in `.lockkeeper/node`. */
async function chooseNode() {
  if (isModern(process.versions.node)) return process.execPath;
  const name = `node-linux-${process.arch}`;
  const folder = join(STATE, "node");
  const node = join(folder, "node_modules", name, "bin", "node");
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch)) {
    throw new Unmet(
      `Node ${process.versions.node} is too old and cannot be replaced automatically on ${process.platform}-${process.arch}; ` +
        `install Node ${NODE_VERSION} (at least ${NODE_MINIMUM}) from https://nodejs.org and run this again.`,
    );
  }
  const isReady = () =>
    spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim() === `v${NODE_VERSION}`;
  if (isReady()) return node;
  return await alone("node", async () => {
    if (isReady()) return node;
    const began = Date.now();
    say(`Node ${process.versions.node} is too old; fetching Node ${NODE_VERSION} from the npm registry …`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
    const code = await npm(
      process.execPath,
      process.env,
      ["install", ...flags, `${name}@${NODE_VERSION}`],
      folder,
    );
    if (code !== 0 || !isReady()) {
      throw new Unmet(
        `Node ${NODE_VERSION} could not be fetched or does not run here (npm ended with ${code}); ` +
          `check that the npm registry is reachable, or install Node ${NODE_MINIMUM} or newer yourself and run this again.`,
      );
    }
    say(`Node ${NODE_VERSION} is ready (${seconds(began)})`);
    return node;
  });
}

/** Whether what npm says it installed is what the lock asks for; optional parts of other platforms may be absent. */
function treeAgrees(lock) {
  try {
    const installed = JSON.parse(
      readFileSync(join(ROOT, "node_modules", ".package-lock.json"), "utf8"),
    ).packages;
    return Object.entries(JSON.parse(lock).packages).every(
      ([path, entry]) =>
        path === "" || entry.optional || entry.link || installed[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/** Installs `node_modules` when it is missing or is not what `package-lock.json` asks for. */
async function installPackages(node, env) {
  const stampFile = join(ROOT, "node_modules", ".lockkeeper-lock");
  const lock = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const stamp = createHash("sha256").update(lock).digest("hex");
  const isCurrent = () => existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (isCurrent()) return;
  await alone("install", async () => {
    if (isCurrent()) return;
    if (!treeAgrees(lock)) {
      const began = Date.now();
      const isFresh = !existsSync(join(ROOT, "node_modules", ".package-lock.json"));
      const flags = ["--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
      say(`${isFresh ? "installing" : "updating"} the packages of package-lock.json …`);
      let code = isFresh ? await npm(node, env, ["ci", ...flags], ROOT) : 1;
      if (isFresh && code !== 0) say(`"npm ci" ended with ${code}; trying "npm install" …`);
      if (code !== 0) code = await npm(node, env, ["install", "--no-save", ...flags], ROOT);
      if (code !== 0 || !existsSync(join(ROOT, "node_modules", "tsx"))) {
        throw new Unmet(
          `the packages could not be installed (npm ended with ${code}); check that the npm registry is reachable and that ` +
            `${ROOT} can be written and has about 1.5 GB free, then run this again.`,
        );
      }
      say(`packages are installed (${seconds(began)})`);
    }
    writeFileSync(stampFile, stamp);
  });
}

/** The parent of a process, or null where the system does not say. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" });
    return stdout?.trim() ? Number(stdout) : null;
  }
}

function isShell(pid) {
  const { stdout } = existsSync(`/proc/${pid}/comm`)
    ? { stdout: readFileSync(`/proc/${pid}/comm`, "utf8") }
    : spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" });
  return /^-?(ba|da|z|k|a)?sh$/.test(basename((stdout ?? "").trim()));
}

/**
 * Calls `orphaned` once when the npm that started us is gone. npm puts a shell between itself and us, and that shell
 * neither passes signals on nor notices that npm was killed; so both links of the chain are watched.
 */
function watchNpm(orphaned) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  const grandparent = isShell(parent) ? parentOf(parent) : null;
  const timer = setInterval(
    () => {
      if (process.ppid === parent && (grandparent === null || parentOf(parent) === grandparent)) return;
      clearInterval(timer);
      orphaned();
    },
    process.platform === "linux" ? 250 : 2000,
  );
  timer.unref();
}

/** Runs the entry and ends with its code. */
function runEntry(node, env, entry, args) {
  const tsx = pathToFileURL(createRequire(join(ROOT, "package.json")).resolve("tsx")).href;
  const child = spawn(node, ["--import", tsx, entry, ...args], {
    env: { ...env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json") },
    // The fourth channel carries nothing: the entry learns from its closing that we were killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const stop = (signal) => child.exitCode === null && child.signalCode === null && child.kill(signal);
  // A Ctrl-C in a terminal reaches the entry too, so it may hear it twice: entries take a repeated signal as one.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  watchNpm(() => stop("SIGTERM"));
  child.once("error", (error) => {
    say(`could not start ${node}: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

try {
  const [entry, ...args] = process.argv.slice(2);
  if (!entry) throw new Unmet("which entry? Use it as: node scripts/run.mjs scripts/<entry>.ts [arguments]");
  const path = resolve(ROOT, entry);
  if (!existsSync(path)) throw new Unmet(`there is no ${path}; the clone is incomplete.`);
  const node = await chooseNode();
  const searchPath = [dirname(node), join(ROOT, "node_modules", ".bin"), process.env.PATH ?? ""].join(
    delimiter,
  );
  const env = { ...process.env, PATH: searchPath };
  await installPackages(node, env);
  runEntry(node, env, path, args);
} catch (error) {
  say(error instanceof Unmet ? error.message : `unexpected failure: ${error.stack ?? error}`);
  process.exit(1);
}
