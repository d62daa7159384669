import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";

it("allows the very sheet that sonner puts into the page, and no other", () => {
  const source = readFileSync(
    createRequire(import.meta.url)
      .resolve("sonner")
      .replace(/index\.js$/u, "index.mjs"),
    "utf8",
  );
  const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/u.exec(source)?.[1];
  if (!literal) throw new Error("sonner no longer puts in a sheet: take its hash out of proxy.ts");
  const sheet: unknown = JSON.parse(literal);
  const proxy = readFileSync(new URL("../../proxy.ts", import.meta.url), "utf8");
  for (const content of ["", String(sheet)]) {
    expect(proxy).toContain(`'sha256-${createHash("sha256").update(content).digest("base64")}'`);
  }
});
