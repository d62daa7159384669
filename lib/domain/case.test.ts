import fc from "fast-check";
import { expect, test } from "vitest";
import {
  allows,
  CASE_STATES,
  CASE_TRANSITIONS,
  type ClaimableCase,
  checkClaimable,
  checkHolder,
  dueState,
  isClaimed,
} from "./case";

const AT = new Date("2026-11-20T10:00:00.000Z");
const free: ClaimableCase = { state: "open", claimedBy: null, claimExpiresAt: null, excludedStaffIds: [] };
const inMs = (ms: number) => new Date(AT.getTime() + ms);

const people = fc.constantFrom("ines", "tomas", "priya");
const anyCase = fc
  .record({
    state: fc.constantFrom(...CASE_STATES),
    holder: fc.option(people, { nil: null }),
    leaseMs: fc.integer({ min: -900_000, max: 900_000 }),
    excludedStaffIds: fc.uniqueArray(people),
  })
  .map(({ state, holder, leaseMs, excludedStaffIds }) => ({
    state,
    claimedBy: holder,
    claimExpiresAt: holder === null ? null : inMs(leaseMs),
    excludedStaffIds,
  }));

test("what moves a case, and from which state", () => {
  expect(CASE_TRANSITIONS).toEqual({ open: ["claim", "release", "attach_report", "decide"], decided: [] });
  expect(allows("open", "decide")).toBe(true);
  expect(allows("decided", "claim")).toBe(false);
});

test("a lease ends at its instant, not after it", () => {
  expect(isClaimed({ claimedBy: "ines", claimExpiresAt: inMs(1) }, AT)).toBe(true);
  expect(isClaimed({ claimedBy: "ines", claimExpiresAt: AT }, AT)).toBe(false);
  expect(isClaimed({ claimedBy: null, claimExpiresAt: null }, AT)).toBe(false);
});

test("who may claim", () => {
  expect(checkClaimable(free, "ines", AT).ok).toBe(true);
  expect(checkClaimable({ ...free, state: "decided" }, "ines", AT)).toMatchObject({
    error: { code: "case_decided" },
  });
  const excluded = { ...free, excludedStaffIds: ["ines"] };
  expect(checkClaimable(excluded, "ines", AT)).toMatchObject({ error: { code: "case_excluded" } });
  expect(checkClaimable(excluded, "tomas", AT).ok).toBe(true);
  const held = { ...free, claimedBy: "tomas", claimExpiresAt: inMs(1) };
  expect(checkClaimable(held, "tomas", AT).ok).toBe(true);
  expect(checkClaimable(held, "ines", AT)).toEqual({
    ok: false,
    error: { code: "case_held_by_other", staffId: "tomas", expiresAt: inMs(1) },
  });
  expect(checkClaimable({ ...held, claimExpiresAt: AT }, "ines", AT).ok).toBe(true);
});

test("whatever the case: nobody claims over a running lease, into exclusion, or a decided case", () => {
  fc.assert(
    fc.property(anyCase, people, (found, person) => {
      const mayNot =
        found.state === "decided" ||
        found.excludedStaffIds.includes(person) ||
        (isClaimed(found, AT) && found.claimedBy !== person);
      expect(checkClaimable(found, person, AT).ok).toBe(!mayNot);
    }),
  );
});

test("whatever the case: exactly the last claimer of an open case holds it", () => {
  fc.assert(
    fc.property(anyCase, people, (found, person) => {
      expect(checkHolder(found, person, AT).ok).toBe(found.state === "open" && found.claimedBy === person);
    }),
  );
});

test("a lapsed lease of somebody else is nobody's", () => {
  const lapsed = { ...free, claimedBy: "tomas", claimExpiresAt: inMs(-1) };
  expect(checkHolder(lapsed, "ines", AT)).toMatchObject({ error: { code: "case_not_claimed" } });
  expect(checkHolder({ ...lapsed, claimExpiresAt: inMs(1) }, "ines", AT)).toMatchObject({
    error: { code: "case_held_by_other", staffId: "tomas" },
  });
});

test("due: overdue from the instant on, soon under a quarter of the whole time", () => {
  const found = { openedAt: inMs(-3_000), dueAt: inMs(1_000) };
  expect(dueState(found, inMs(1_000))).toBe("overdue");
  expect(dueState(found, inMs(1))).toBe("soon");
  expect(dueState(found, AT)).toBe("ahead");
});
