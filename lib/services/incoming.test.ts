import { createServer, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isLoopback, peerAddress, watchIncoming } from "./incoming";

let server: Server;
let seen: { method: string | undefined; url: string | undefined; headers: Headers };

beforeAll(async () => {
  watchIncoming();
  server = createServer((request, response) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    seen = { method: request.method, url: request.url, headers };
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function ask(
  method: string,
  headers: Record<string, string | string[]>,
  path = "/",
): Promise<typeof seen> {
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve, reject) => {
    const sent = send({ port, host: "127.0.0.1", method, headers, path }, (response) => {
      response.resume();
      response.on("end", resolve);
    });
    sent.on("error", reject);
    sent.end();
  });
  return seen;
}

it("knows a request of this machine, and not one that a proxy handed on", async () => {
  expect(isLoopback((await ask("GET", {})).headers)).toBe(true);
  for (const name of ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"]) {
    expect(isLoopback((await ask("GET", { [name]: "127.0.0.1" })).headers)).toBe(false);
  }
  expect(isLoopback(new Headers({ "x-peer": "127.0.0.1" }))).toBe(false);
});

it("knows who is at the other end, whatever a request says of others", async () => {
  expect(peerAddress((await ask("GET", {})).headers)).toBe("127.0.0.1");
  expect(peerAddress((await ask("GET", { "X-Forwarded-For": "10.1.1.1" })).headers)).toBe("127.0.0.1");
  expect(peerAddress(new Headers({ "x-peer": "127.0.0.1" }))).toBeNull();
});

it.each([
  ["/members/%ff/standing?limit=1", "/%25?limit=1"],
  ["/api/v1/members/%ED%A0%80", "/api/v1/%25"],
  ["/%", "/%25"],
  ["/members/%E2%82%AC?q=%ff", "/members/%E2%82%AC?q=%ff"],
  ["/members/a%2Fb", "/members/a%2Fb"],
])("reads %s as %s: a path that cannot be read leads nowhere", async (sent, read) => {
  expect((await ask("GET", {}, sent)).url).toBe(read);
});

it("lets no one of two Authorization headers count, and keeps a single one", async () => {
  const two = await ask("GET", { Authorization: ["Bearer lk_a", "Bearer lk_b"] });
  expect(two.headers.get("authorization")).toBe("");
  expect((await ask("GET", { Authorization: "Bearer lk_a" })).headers.get("authorization")).toBe(
    "Bearer lk_a",
  );
});

it("turns TRACE into a method that no address takes", async () => {
  expect((await ask("TRACE", {})).method).toBe("PATCH");
  expect((await ask("DELETE", {})).method).toBe("DELETE");
});

it("gives a request the time that a long import needs", async () => {
  await ask("GET", {});
  expect(server.requestTimeout).toBe(7_200_000);
});
