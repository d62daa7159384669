import { describe, expect, test } from "vitest";
import {
  isDelivered,
  isSelfReleasing,
  LOCK_MOVES,
  LOCK_RESPONSES,
  LOCK_SIDES,
  LOCK_STATES,
  type LockReason,
  lockAfter,
  MOVES_BY_RESPONSE,
  mayAnswer,
} from "./lock";

const reason = (rule: string): LockReason => ({ code: "code", rule, detail: "Words." });

describe("what can become of a lock", () => {
  // Written out by hand: a change of the table is a change of the product.
  const EXPECTED: Record<string, Record<string, string | null>> = {
    waiting: {
      accept: "permitted",
      refuse: "refused",
      report: "reported",
      dispute: "waiting",
      release: "released",
      remove: "removed",
      meet: "released",
    },
    permitted: {
      accept: null,
      refuse: null,
      report: "reported",
      dispute: "permitted",
      release: "permitted",
      remove: "removed",
      meet: null,
    },
    refused: {
      accept: "permitted",
      refuse: null,
      report: "reported",
      dispute: "refused",
      release: "refused",
      remove: "removed",
      meet: null,
    },
    reported: {
      accept: null,
      refuse: null,
      report: null,
      dispute: "reported",
      release: "reported",
      remove: "removed",
      meet: null,
    },
    released: {
      accept: null,
      refuse: null,
      report: "reported",
      dispute: null,
      release: "released",
      remove: "removed",
      meet: null,
    },
    removed: {
      accept: null,
      refuse: null,
      report: null,
      dispute: null,
      release: null,
      remove: null,
      meet: null,
    },
  };

  test.each(LOCK_STATES.flatMap((state) => LOCK_MOVES.map((move) => [state, move] as const)))(
    "%s, %s",
    (state, move) => {
      expect(lockAfter(state, move)).toBe(EXPECTED[state]?.[move]);
    },
  );

  test("nothing leads out of removed, and only the two sides and moderators lead anywhere but from waiting", () => {
    for (const move of LOCK_MOVES) expect(lockAfter("removed", move)).toBeNull();
    for (const state of LOCK_STATES) {
      if (state !== "waiting") expect(lockAfter(state, "meet")).toBeNull();
    }
  });

  test("a moderator never delivers what its recipient refused or reported", () => {
    for (const state of ["refused", "reported"] as const) {
      const after = lockAfter(state, "release");
      expect(after !== null && isDelivered(after)).toBe(false);
    }
  });
});

test("the sender can only say that it was wrong; the recipient has all four", () => {
  const answers = LOCK_SIDES.map((by) => LOCK_RESPONSES.filter((response) => mayAnswer(by, response)));
  expect(answers).toEqual([[...LOCK_RESPONSES], ["wrongly_locked"]]);
  expect(LOCK_RESPONSES.map((response) => MOVES_BY_RESPONSE[response].move)).toEqual([
    "accept",
    "refuse",
    "report",
    "dispute",
  ]);
});

test.each([
  [["E1"], true],
  [["E1", "E2", "E6"], true],
  [["E1", "E3"], false],
  [["E1", "D16"], false],
  [[], false],
])("%j opens by itself: %s", (rules, expected) => {
  expect(isSelfReleasing(rules.map(reason))).toBe(expected);
});
