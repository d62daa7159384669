import { expect, test } from "vitest";
import { log } from "@/lib/log";
import { failureOf } from "./failure";

log.level = "silent";

const coded = (code: string) => Object.assign(new Error("from the database"), { code });

test.each([
  ["a lost connection", coded("08006"), 503],
  ["a statement that took too long", coded("57014"), 503],
  ["too many connections", coded("53300"), 503],
  ["no connection in time", new Error("timeout exceeded when trying to connect"), 503],
  ["wrapped by Drizzle", new Error("Failed query", { cause: coded("57014") }), 503],
  [
    "no connection in time, by Drizzle",
    new Error("Failed query", { cause: new Error("timeout exceeded when trying to connect") }),
    503,
  ],
  ["a broken constraint", coded("23505"), 500],
  ["a bug", new TypeError("x is not a function"), 500],
])("%s", (_, error, status) => {
  const answer = failureOf(error, { requestId: "r-1" });
  expect(answer.status).toBe(status);
  expect(answer.code).toBe(status === 503 ? "unavailable" : "fault");
  expect(JSON.stringify(answer)).not.toContain(error.message);
});
