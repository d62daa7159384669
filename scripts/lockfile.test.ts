import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { completeLock, type Lockfile, missingOptional } from "./lockfile";

test("package-lock.json names every platform's optional packages (else: node scripts/lockfile.ts)", () => {
  const lock: Lockfile = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
  expect(missingOptional(lock).map(({ path }) => path)).toEqual([]);
});

test("a missing platform is added with what its name says", () => {
  const lock: Lockfile = {
    packages: {
      "": {},
      "node_modules/a": {
        version: "1.0.0",
        dev: true,
        optionalDependencies: { "a-linux-x64-musl": "1.0.0", "a-win32-arm64": "1.0.0" },
      },
      "node_modules/a-win32-arm64": { version: "1.0.0", optional: true },
    },
  };
  const complete = completeLock(lock);
  expect(complete.packages["node_modules/a-linux-x64-musl"]).toEqual({
    version: "1.0.0",
    cpu: ["x64"],
    dev: true,
    libc: ["musl"],
    optional: true,
    os: ["linux"],
  });
  expect(missingOptional(complete)).toEqual([]);
});

test("a package nested under its owner is found", () => {
  const lock: Lockfile = {
    packages: {
      "node_modules/a": { optionalDependencies: { b: "1.0.0" } },
      "node_modules/a/node_modules/b": { version: "1.0.0" },
      "node_modules/a/node_modules/c": { optionalDependencies: { b: "1.0.0" } },
    },
  };
  expect(missingOptional(lock)).toEqual([]);
});
