import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One package in `package-lock.json`, with the fields this file reads or writes. */
export interface LockEntry {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface Lockfile {
  packages: Record<string, LockEntry>;
}

const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = [
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "x64",
  "wasm32",
];

function isResolved(packages: Lockfile["packages"], from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (`${folder === "" ? "" : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === "") return false;
  }
}

/**
 * Optional packages that a package asks for and the lock does not hold. npm 11 leaves them out when the registry in
 * use has no copy for another platform, and then refuses its own lock in `npm ci`.
 */
export function missingOptional(lock: Lockfile): { path: string; entry: LockEntry }[] {
  return Object.entries(lock.packages).flatMap(([from, owner]) =>
    Object.entries(owner.optionalDependencies ?? {})
      .filter(([name]) => !isResolved(lock.packages, from, name))
      .map(([name, version]) => ({
        path: `node_modules/${name}`,
        entry: platformEntry(name, version, owner.dev),
      })),
  );
}

function platformEntry(name: string, version: string, isDev: boolean | undefined): LockEntry {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc =
    os[0] !== "linux" ? [] : name.endsWith("musl") ? ["musl"] : name.endsWith("gnu") ? ["glibc"] : [];
  return {
    version: version.replace(/^[\^~]/, ""),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(isDev ? { dev: true } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}

/** The lock with every missing optional package added, its entries in npm's order. */
export function completeLock<L extends Lockfile>(lock: L): L {
  const added = missingOptional(lock).map(({ path, entry }) => [path, entry] as const);
  const all = [...Object.entries(lock.packages), ...added];
  return { ...lock, packages: Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, "en"))) };
}

// Run by hand after changing a dependency: node scripts/lockfile.ts
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL("../package-lock.json", import.meta.url);
  const lock: Lockfile = JSON.parse(readFileSync(file, "utf8"));
  const missing = missingOptional(lock);
  writeFileSync(file, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
  console.log(
    missing.length === 0 ? "The lock was complete." : `Added ${missing.map((m) => m.path).join(", ")}`,
  );
}
