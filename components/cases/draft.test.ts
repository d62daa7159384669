import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHANNELS, DIRECTIONS } from "@/lib/domain/channel";
import { checkDecision } from "@/lib/domain/decision";
import { AVAILABLE_MEASURES, MEASURES } from "@/lib/domain/measure";
import { DEFAULT_POLICY } from "@/lib/domain/policy";
import { EVERYTHING, scopeCells } from "@/lib/domain/scope";
import {
  changeMeasure,
  type DecisionDraft,
  EMPTY_DRAFT,
  faultOf,
  findFault,
  firstChoice,
  isTouched,
  toCommand,
  toggleDismissed,
  toggleMeasure,
} from "./draft";
import { leastScope, toggleCell } from "./scope-cells";

const policy = DEFAULT_POLICY;
const chosen = (...measures: (typeof AVAILABLE_MEASURES)[number][]): DecisionDraft =>
  measures.reduce((draft, measure) => toggleMeasure(draft, measure, policy), EMPTY_DRAFT);

describe("choosing", () => {
  test("nothing is chosen at first, and nothing would be sent", () => {
    expect(toCommand(EMPTY_DRAFT)).toBeNull();
    expect(isTouched(EMPTY_DRAFT)).toBe(false);
    expect(findFault(EMPTY_DRAFT, policy)).toEqual({
      field: "measures",
      message: "Choose a measure, or dismiss.",
    });
  });

  test("whatever is pressed: measures stand in the ladder's order, once each, never beside a dismissal", () => {
    const press = fc.oneof(fc.constantFrom(...AVAILABLE_MEASURES), fc.constant("dismiss" as const));
    fc.assert(
      fc.property(fc.array(press), (presses) => {
        const draft = presses.reduce(
          (now, one) => (one === "dismiss" ? toggleDismissed(now) : toggleMeasure(now, one, policy)),
          EMPTY_DRAFT,
        );
        const rungs = draft.measures.map(({ measure }) => MEASURES.indexOf(measure));
        expect([...new Set(rungs)].sort((a, b) => a - b)).toEqual(rungs);
        expect(draft.isDismissed && draft.measures.length > 0).toBe(false);
      }),
    );
  });

  test("a measure pressed twice is taken back, and so is the dismissal", () => {
    expect(toggleMeasure(chosen("daily_cap"), "daily_cap", policy)).toEqual(EMPTY_DRAFT);
    expect(toggleDismissed(toggleDismissed(EMPTY_DRAFT))).toEqual(EMPTY_DRAFT);
  });

  test.each(AVAILABLE_MEASURES)("%s as first chosen is within the policy once it is said why", (measure) => {
    const draft = { ...chosen(measure), policyClause: "4.2", reason: " for us ", memberReason: " for them " };
    expect(findFault(draft, policy)).toBeNull();
    const command = toCommand(draft);
    expect(command).toMatchObject({ reason: "for us", memberReason: "for them" });
    expect(command && checkDecision(command, policy).ok).toBe(true);
  });

  test("a cap limits starts only, a block and a stop everything", () => {
    expect(firstChoice("daily_cap", policy)).toMatchObject({ scope: { directions: ["start"] } });
    expect(firstChoice("temporary_block", policy)).toMatchObject({ scope: EVERYTHING });
    expect(firstChoice("messaging_disabled", policy)).toMatchObject({ scope: EVERYTHING });
  });

  test("the least that would do is where it happened, towards people like the one it happened to", () => {
    const inmail = { channels: ["inmail"], directions: ["start"], audience: "not_connected" };
    expect(leastScope("inmail", 3)).toMatchObject(inmail);
    expect(leastScope("chat", 1)).toMatchObject({ channels: ["chat"], audience: "anyone" });
    expect(leastScope(null, null).channels).toEqual([...CHANNELS]);
  });
});

describe("the scope's cells", () => {
  test("a start cell puts its channel in and out; a reply cell puts replies in and out for all channels", () => {
    const starts = { ...EVERYTHING, directions: ["start" as const] };
    expect(toggleCell(starts, "start", "page").channels).not.toContain("page");
    expect(toggleCell(toggleCell(starts, "start", "page"), "start", "page")).toEqual(starts);
    expect(toggleCell(starts, "reply", "chat")).toEqual(EVERYTHING);
    expect(toggleCell(EVERYTHING, "reply", "chat")).toEqual(starts);
    const noPage = toggleCell(starts, "start", "page");
    expect(toggleCell(noPage, "reply", "page")).toEqual(EVERYTHING);
  });

  test("whatever is clicked: always a cross of channels and directions, in order, and the cell clicked changes", () => {
    const cell = fc.tuple(fc.constantFrom(...DIRECTIONS), fc.constantFrom(...CHANNELS));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (clicks) => {
        let scope = EVERYTHING;
        for (const [direction, channel] of clicks) {
          const code = CHANNELS.indexOf(channel) * 2 + DIRECTIONS.indexOf(direction);
          const before = scopeCells(scope).includes(code);
          scope = toggleCell(scope, direction, channel);
          expect(scopeCells(scope).includes(code)).toBe(!before);
          expect(scope.channels).toEqual(CHANNELS.filter((one) => scope.channels.includes(one)));
          expect(scope.directions).toEqual(DIRECTIONS.filter((one) => scope.directions.includes(one)));
          expect(scope.directions.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe("what is missing is said at its field", () => {
  const whole = { ...chosen("daily_cap"), policyClause: "4.2", reason: "r", memberReason: "m" };

  test.each<[string, DecisionDraft, string]>([
    ["the clause", { ...whole, policyClause: null }, "clause"],
    ["the reason", { ...whole, reason: "  " }, "reason"],
    ["the words to the member", { ...whole, memberReason: "" }, "memberReason"],
    ["a dismissal's reason", { ...EMPTY_DRAFT, isDismissed: true }, "reason"],
    [
      "a channel",
      changeMeasure(whole, {
        measure: "daily_cap",
        scope: { ...EVERYTHING, channels: [] },
        capPerDay: 10,
        days: 30,
      }),
      "scope",
    ],
    [
      "a cap that was emptied",
      changeMeasure(whole, { measure: "daily_cap", scope: EVERYTHING, capPerDay: 0, days: 30 }),
      "scope",
    ],
  ])("%s", (_, draft, field) => {
    expect(findFault(draft, policy)).toMatchObject({ field });
  });

  test("a refusal about the case is nobody's field", () => {
    for (const code of ["case_decided", "case_changed", "case_not_claimed", "forbidden", "unavailable"]) {
      expect(faultOf({ code })).toBeNull();
    }
  });
});
