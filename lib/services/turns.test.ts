import { setImmediate as later } from "node:timers/promises";
import { expect, test } from "vitest";
import { atMost, inTurn, takePlace } from "./turns";

test("work under one name runs one after the other, whatever fails; another name does not wait", async () => {
  const heard: string[] = [];
  const say = (word: string, fails = false) =>
    inTurn("a", async () => {
      heard.push(`${word} begins`);
      await later();
      heard.push(`${word} ends`);
      if (fails) throw new Error(word);
    });
  const both = Promise.allSettled([say("one", true), say("two")]);
  let isFree = false;
  await inTurn("b", async () => {
    isFree = !heard.includes("one ends");
  });
  expect((await both).map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(heard).toEqual(["one begins", "one ends", "two begins", "two ends"]);
  expect(isFree).toBe(true);
});

test("a gate never lets more through at once than it says", async () => {
  const gate = atMost(3);
  let running = 0;
  let most = 0;
  const piece = () =>
    gate(async () => {
      most = Math.max(most, ++running);
      await later();
      running--;
    });
  await Promise.all(
    Array.from({ length: 20 }, async (_, nth) => {
      if (nth % 2 === 1) await later();
      await piece();
    }),
  );
  expect(most).toBe(3);
});

test("a place is free again once it is given back; names do not share theirs", () => {
  const first = takePlace("a", 2);
  expect(takePlace("a", 2)).not.toBeNull();
  expect(takePlace("a", 2)).toBeNull();
  expect(takePlace("b", 2)).not.toBeNull();
  first?.();
  expect(takePlace("a", 2)).not.toBeNull();
  expect(takePlace("a", 2)).toBeNull();
});
