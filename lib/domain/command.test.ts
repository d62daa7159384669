import { expect, test } from "vitest";
import { COMMANDS } from "./command";

test("every command is a noun and a verb, spelled for a log", () => {
  for (const command of Object.keys(COMMANDS))
    expect(command).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
});

test("only heartbeats, progress, kept answers and the sealing itself leave no audit entry", () => {
  const silent = Object.entries(COMMANDS)
    .filter(([, { isAudited }]) => !isAudited)
    .map(([command]) => command);
  expect(silent.sort()).toEqual([
    "audit.seal",
    "back_test.progress",
    "case.heartbeat",
    "idempotency.keep",
    "session.touch",
  ]);
});
