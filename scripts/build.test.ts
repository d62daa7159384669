import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceHash } from "./build";

let root: string;
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lockkeeper-sources-"));
  put("app/page.tsx", "one");
  put("package.json", "{}");
});
afterEach(() => rmSync(root, { recursive: true }));

test("the same sources have the same hash", async () => {
  expect(await sourceHash(root)).toBe(await sourceHash(root));
});

test.each([
  ["a changed file", () => put("app/page.tsx", "two")],
  ["a new file, tracked or not", () => put("lib/new.ts", "")],
  [
    "a renamed file",
    () => {
      rmSync(join(root, "app/page.tsx"));
      put("app/pages.tsx", "one");
    },
  ],
  [
    "text moved from one file to the next",
    () => {
      put("app/page.tsx", "on");
      put("app/q.tsx", "e");
    },
  ],
  ["the list of browsers", () => put(".browserslistrc", "chrome 120")],
])("%s makes another", async (_name, change) => {
  const before = await sourceHash(root);
  change();
  expect(await sourceHash(root)).not.toBe(before);
});

test.each([
  "app/page.test.tsx",
  "README.md",
  "e2e/queue.spec.ts",
  "node_modules/x/index.js",
  ".next/BUILD_ID",
  ".git/HEAD",
])("%s does not count", async (path) => {
  const before = await sourceHash(root);
  put(path, "something");
  expect(await sourceHash(root)).toBe(before);
});
