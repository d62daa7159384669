import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { Unmet } from "@/db/embedded/unmet";

/** A Chromium to launch. */
export interface ChromiumProgram {
  path: string;
  /** What it needs in its environment beyond ours. */
  env: Record<string, string>;
  /** Where it came from, for the log. */
  source: string;
}

/** Flags that hold everywhere: no sandbox (root), nothing asked of the network by the browser itself. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const STATE = fileURLToPath(new URL("../../.lockkeeper/", import.meta.url));
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
const ON_MACOS = ["Chromium", "Google Chrome"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** A `fonts.conf` that knows the unpacked fonts and the system's. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

/** The Chromium that comes from npm, unpacked once into the project's state folder; null where npm did not install it. */
async function packagedChromium(): Promise<ChromiumProgram | null> {
  const require = createRequire(import.meta.url);
  const entry = (() => {
    try {
      return require.resolve("@sparticuz/chromium");
    } catch {
      return null;
    }
  })();
  if (entry === null || process.platform !== "linux" || process.arch !== "x64") return null;
  const { version } = JSON.parse(readFileSync(join(entry, "..", "..", "package.json"), "utf8"));
  const folder = join(STATE, `chromium-${version}`);
  if (!existsSync(folder)) {
    const fresh = `${folder}.${process.pid}`;
    mkdirSync(fresh, { recursive: true });
    const unpack = fileURLToPath(new URL("./unpack-chromium.ts", import.meta.url));
    try {
      await promisify(execFile)(process.execPath, ["--no-warnings", unpack], {
        env: { ...process.env, TMPDIR: fresh },
      });
      renameSync(fresh, folder);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  const config = join(folder, "fonts.conf");
  writeFileSync(config, fontsConfig(folder));
  const libraries = [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH]
    .filter(Boolean)
    .join(delimiter);
  return {
    path: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: config },
    source: `@sparticuz/chromium ${version}`,
  };
}

/**
 * The Chromium for the browser tests: `CHROMIUM_PATH`, the system's, the one from npm, or Playwright's own download.
 * @throws {@link Unmet} when there is none.
 */
export async function findChromium(): Promise<ChromiumProgram> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return { path: given, env: {}, source: "CHROMIUM_PATH" };
    throw new Unmet(`CHROMIUM_PATH is "${given}", where there is nothing.`);
  }
  const places = [...PLACES.flatMap((place) => NAMES.map((name) => join(place, name))), ...ON_MACOS];
  const system = places.find((path) => existsSync(path));
  if (system) return { path: system, env: {}, source: "the system's" };
  const packaged = await packagedChromium();
  if (packaged) return packaged;
  const own = chromium.executablePath();
  if (existsSync(own)) return { path: own, env: {}, source: "Playwright's own" };
  throw new Unmet(
    "There is no Chromium for the browser tests: install it (Debian: apt-get install chromium), run " +
      '"npx playwright install chromium", or set CHROMIUM_PATH to one.',
  );
}
