import { expect, test } from "vitest";
import {
  checkMove,
  checkSecondPerson,
  DRAFT_STATES,
  DRAFT_TRANSITIONS,
  type DraftMove,
  type DraftState,
  isDrawnFrom,
  type MovableDraft,
} from "./policy-draft";

const draft = (values: Partial<MovableDraft> = {}): MovableDraft => ({
  state: "editing",
  version: 42,
  baseVersion: 41,
  revision: 3,
  editedBy: ["bruno"],
  proposedBy: null,
  isInShadow: false,
  ...values,
});
const MOVES: DraftMove[] = ["edit", "rebase", "propose", "withdraw", "approve", "discard"];

// Written out on purpose: a draft moves otherwise only by somebody's decision.
const EXPECTED: Record<DraftState, string> = {
  editing: "edit rebase propose discard",
  proposed: "withdraw approve discard",
  published: "",
  discarded: "",
};

test("what moves a draft, from which state", () => {
  for (const state of DRAFT_STATES) {
    expect(DRAFT_TRANSITIONS[state].join(" ")).toBe(EXPECTED[state]);
    for (const move of MOVES) {
      const isAllowed = EXPECTED[state].split(" ").includes(move);
      expect(checkMove(draft({ state, proposedBy: "bruno" }), move, 3).ok, `${state} ${move}`).toBe(
        isAllowed,
      );
    }
  }
});

test("a move names the revision it saw", () => {
  for (const seen of [2, 4]) {
    expect(checkMove(draft(), "edit", seen)).toEqual({ ok: false, error: { code: "draft_changed" } });
  }
});

test("what stops a move has its own code", () => {
  const code = (values: Partial<MovableDraft>, move: DraftMove) => {
    const answer = checkMove(draft(values), move, 3);
    return answer.ok ? null : answer.error.code;
  };
  expect(code({ state: "published" }, "edit")).toBe("draft_closed");
  expect(code({ state: "discarded", revision: 9 }, "approve")).toBe("draft_closed");
  expect(code({}, "approve")).toBe("not_proposed");
  expect(code({ state: "proposed" }, "propose")).toBe("already_proposed");
  expect(code({ state: "proposed" }, "edit")).toBe("already_proposed");
  expect(code({ isInShadow: true }, "edit")).toBe("in_shadow");
  expect(code({ isInShadow: true }, "rebase")).toBe("in_shadow");
  expect(code({ isInShadow: true }, "propose")).toBeNull();
});

test("the second person neither proposed nor changed it", () => {
  const proposed = draft({ state: "proposed", editedBy: ["bruno", "amal"], proposedBy: "amal" });
  expect(checkSecondPerson(proposed, "priya").ok).toBe(true);
  expect(checkSecondPerson(proposed, "amal")).toMatchObject({ error: { part: "proposed" } });
  expect(checkSecondPerson(proposed, "bruno")).toMatchObject({ error: { part: "edited" } });
});

test("only what was drawn from the policy in force, under a number above it, can take its place", () => {
  expect(isDrawnFrom(draft(), 41)).toBe(true);
  expect(isDrawnFrom(draft({ baseVersion: 40 }), 41)).toBe(false);
  expect(isDrawnFrom(draft({ version: 41 }), 41)).toBe(false);
});
