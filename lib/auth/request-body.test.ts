import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { readAtMost } from "./request-body";

const CHUNK = 64 * 1024;
const LIMIT = 1024 * 1024;

function requestOf(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

test("stops at the limit and lets the sender go", async () => {
  let sent = 0;
  let isCancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += CHUNK;
      controller.enqueue(new Uint8Array(CHUNK));
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  expect(await readAtMost(requestOf(endless), LIMIT)).toBeNull();
  expect(isCancelled).toBe(true);
  expect(sent).toBeLessThan(LIMIT + 4 * CHUNK);
});

test("what says that it is too long is not read at all", async () => {
  let pulls = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        pulls++;
        controller.enqueue(new Uint8Array(CHUNK));
      },
    },
    { highWaterMark: 0 },
  );
  expect(await readAtMost(requestOf(body, { "content-length": String(LIMIT + 1) }), LIMIT)).toBeNull();
  expect(pulls).toBe(0);
});

test("gives back what fits, byte for byte, up to the last", async () => {
  const bytes = randomBytes(300_000);
  expect((await readAtMost(requestOf(bytes), 300_000))?.equals(bytes)).toBe(true);
  expect(await readAtMost(requestOf(bytes), 299_999)).toBeNull();
});
