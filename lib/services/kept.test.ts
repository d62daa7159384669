import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { kept } from "./kept";

const DATABASE = { db: {} };

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

function counting(name: string) {
  let asked = 0;
  const find = kept<{ db: object }, number>(
    name,
    ({ db }) => db,
    async () => ++asked,
  );
  return find;
}

test("one question serves everybody for five seconds, per database", async () => {
  const find = counting("shared");
  expect(await Promise.all([find(DATABASE), find(DATABASE)])).toEqual([1, 1]);
  expect(await find({ db: {} })).toBe(2);
  vi.advanceTimersByTime(4_999);
  expect(await find(DATABASE)).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await find(DATABASE)).toBe(3);
});

test("what was forgotten is asked again", async () => {
  const find = counting("forgotten");
  await find(DATABASE);
  find.forget(DATABASE);
  expect(await find(DATABASE)).toBe(2);
});

test("what one bundle forgets, the others ask again", async () => {
  const [ofAction, ofRoute] = [counting("bundles"), counting("bundles")];
  expect(await ofRoute(DATABASE)).toBe(1);
  ofAction.forget(DATABASE);
  expect(await ofRoute(DATABASE)).toBe(2);
});

test("a failure is not kept, and takes nothing newer away", async () => {
  const fail: ((error: Error) => void)[] = [];
  const answers = [
    new Promise<number>((_, reject) => fail.push(reject)),
    Promise.resolve(2),
    Promise.resolve(3),
  ];
  const find = kept<{ db: object }, number>(
    "failing",
    ({ db }) => db,
    () => answers.shift() ?? Promise.resolve(0),
  );
  const first = find(DATABASE);
  find.forget(DATABASE);
  expect(await find(DATABASE)).toBe(2);
  fail[0]?.(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  expect(await find(DATABASE)).toBe(2);
});
