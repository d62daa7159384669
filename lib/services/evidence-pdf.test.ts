import { performance } from "node:perf_hooks";
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { inspectPdf } from "./evidence-pdf";

function pdf(...parts: (string | Buffer)[]): Buffer {
  return Buffer.concat(
    ["%PDF-1.5\n", ...parts, "\n%%EOF"].map((part) => Buffer.from(part as string, "latin1")),
  );
}

function packed(text: string | Buffer): Buffer {
  return Buffer.concat([
    Buffer.from("4 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"),
    deflateSync(text),
    Buffer.from("\nendstream endobj\n"),
  ]);
}

/** The answer, and for how long at most nothing else could run, ms. */
async function watched(bytes: Buffer): Promise<{ answer: string | null; longestStopMs: number }> {
  let last = performance.now();
  let longestStopMs = 0;
  const beat = setInterval(() => {
    longestStopMs = Math.max(longestStopMs, performance.now() - last);
    last = performance.now();
  }, 5);
  const answer = await inspectPdf(bytes);
  longestStopMs = Math.max(longestStopMs, performance.now() - last);
  clearInterval(beat);
  return { answer, longestStopMs };
}

test.each([
  ["small letters", "/J#61vaScript"],
  ["large letters", "/#4A#61vaScript"],
  ["every letter", `/${[..."JavaScript"].map((one) => `#${one.charCodeAt(0).toString(16)}`).join("")}`],
  ["a short name", "/#4a#53 (x)"],
])("a name written with escapes is found: %s", async (_what, name) => {
  expect(await inspectPdf(pdf(`1 0 obj<</S ${name}>>endobj`))).toMatch(/script/);
  expect(await inspectPdf(pdf(packed(`1 0 <</S ${name}>>`)))).toMatch(/script/);
});

test("packed objects are read to their end, or the file is not taken", async () => {
  const script = "9 0 <</S/JavaScript/JS(x)>>";
  // A stored block holds the word that ends a stream; a reader that goes by /Length unpacks what follows it.
  const stored = deflateSync("endstream", { level: 0 }).subarray(0, -4);
  stored[2] = 0;
  const rest = deflateSync(script).subarray(2);
  const data = Buffer.concat([stored, rest]);
  const part = Buffer.concat([
    Buffer.from(`4 0 obj<</Type/ObjStm/Filter/FlateDecode/Length ${data.length}>>stream\n`),
    data,
    Buffer.from("\nendstream endobj\n"),
  ]);
  expect(data.toString("latin1")).not.toContain("JavaScript");
  expect(await inspectPdf(pdf(part))).toMatch(/cannot be checked/);
});

test("what only looks alike is kept", async () => {
  expect(await inspectPdf(pdf("1 0 obj<</JSX 1/JavaScripts 2>>endobj"))).toBeNull();
});

const escapes = packed("#41".repeat(5_500_000));
const slashes = packed(Buffer.alloc(15_000_000, 47));
test.each([
  ["small, and unpacks to escapes", pdf(escapes, escapes, escapes)],
  ["small, and unpacks to slashes", pdf(slashes, slashes, slashes)],
  ["of a hundred thousand parts", pdf("1 0 obj<</Type/ObjStm>>stream\nendstream endobj\n".repeat(200_000))],
  ["of nothing but escapes", pdf("#41".repeat(3_300_000))],
  ["of streams without an end", pdf("stream\n".repeat(1_300_000))],
])("a file made to be slow stops nobody else: %s", async (_what, bytes) => {
  const { longestStopMs } = await watched(bytes);
  expect(longestStopMs).toBeLessThan(2_000);
});
