import { describe, expect, it } from "vitest";
import { SIGNAL_RULES } from "./signal";
import { counterpartWords, signalNotes, windowWords } from "./signal-words";

describe("windowWords", () => {
  it.each([
    [0, "as things stood"],
    [60, "within one minute"],
    [3_600, "within 60 minutes"],
    [7_200, "within 2 hours"],
    [86_400, "on one day"],
    [7 * 86_400, "over 7 days"],
    [30 * 86_400, "over 30 days"],
  ])("%d s: %s", (seconds, words) => {
    expect(windowWords(seconds)).toBe(words);
  });
});

describe("signalNotes", () => {
  it.each([
    ["D1", { byHand: 58, automated: 42, automatedWeight: 2 }, ["58 by hand, 42 automated counting 2 each"]],
    ["D1", { byHand: 101, automated: 0, automatedWeight: 2 }, []],
    ["D4", { part: "week" }, ["requests of seven days"]],
    ["D7", { part: "by_hand" }, ["unanswered turns to one person"]],
    ["D9", { similarityPercent: 80 }, ["alike to 80\u202f% or more"]],
    ["D10", { started: 50, answered: 2, isFloor: true }, ["2 of 50 conversations answered"]],
    ["D11", { started: 40, toFirstDegree: 4 }, ["4 of 40 conversations to 1st degree"]],
    ["D13", { reporters: 3, groups: 3, category: "spam" }, ["3 people"]],
    ["D13", { reporters: 7, groups: 3 }, ["7 people, linked or new ones together: 3 voices"]],
    ["D20", { part: "people" }, ["people first written to"]],
    ["D21", { new_account: 1, deceptive_letters: 2 }, ["New account (1)", "Name in deceptive letters (2)"]],
    ["D22", { restricted: 1, linked: 1, kinds: "device" }, ["linked to one restricted account, by device"]],
    [
      "D22",
      { restricted: 1, linked: 4, kinds: "contact" },
      ["linked to 4 accounts, 1 of them restricted, by contact"],
    ],
  ] as const)("%s %o", (rule, detail, notes) => {
    expect(signalNotes(rule, detail)).toEqual(notes);
  });

  it("says nothing of what it does not know, and names nobody", () => {
    for (const rule of SIGNAL_RULES) {
      const odd = {
        part: "odd",
        started: "many",
        messageIds: ["x"],
        counterpartId: "m-secret",
        reportId: "r-1",
      };
      expect(signalNotes(rule, odd).join(" ")).not.toMatch(/m-secret|r-1|undefined|NaN/);
      expect(counterpartWords(rule, odd)?.memberId).toBe("m-secret");
      expect(counterpartWords(rule, {})).toBeNull();
    }
  });
});
