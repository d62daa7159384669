import { describe, expect, test } from "vitest";
import type { ChosenMeasure } from "./decision";
import { decisionNotice, noticeMeasures } from "./notice";
import { DEFAULT_POLICY, findClause } from "./policy";
import { EVERYTHING } from "./scope";

const AT = new Date("2026-11-20T10:04:05.678Z");

describe("measures as the member reads them", () => {
  test.each<[string, ChosenMeasure, Record<string, unknown>]>([
    [
      "a warning covers nothing and has no end",
      { measure: "warning" },
      {
        measure: "warning",
        channels: [],
        limitsStart: false,
        limitsReply: false,
        capPerDay: null,
        endsAt: null,
      },
    ],
    [
      "a block ends to the millisecond",
      { measure: "temporary_block", scope: EVERYTHING, hours: 36 },
      { limitsStart: true, limitsReply: true, capPerDay: null, endsAt: "2026-11-21T22:04:05.678Z" },
    ],
    [
      "a cap says how many, and channels stand in their order",
      {
        measure: "daily_cap",
        scope: {
          channels: ["group", "chat"],
          directions: ["start"],
          audience: "not_connected",
          counterparts: [],
        },
        capPerDay: 10,
        days: 30,
      },
      {
        channels: ["chat", "group"],
        limitsStart: true,
        limitsReply: false,
        audience: "not_connected",
        capPerDay: 10,
        endsAt: "2026-12-20T10:04:05.678Z",
      },
    ],
    [
      "a stop until lifted has no end",
      { measure: "messaging_disabled", scope: { ...EVERYTHING, directions: ["reply"] }, days: null },
      { limitsStart: false, limitsReply: true, endsAt: null },
    ],
  ])("%s", (_, chosen, read) => {
    expect(noticeMeasures([chosen], AT)).toMatchObject([{ startsAt: AT.toISOString(), ...read }]);
  });
});

test("a notice is whole, is the same for the same decision, and names no other member", () => {
  const clause = findClause(DEFAULT_POLICY, "5.1");
  if (!clause) throw new Error("the clause is gone");
  const scope = { ...EVERYTHING, audience: "named" as const, counterparts: ["m_reporter"] };
  const input = {
    memberName: "Marlon Teague",
    platformName: "Quayside",
    caseReference: "CS-7Q4K2M1",
    measures: [{ measure: "messaging_disabled" as const, scope, days: 14 }],
    clause,
    policyVersion: 3,
    memberReason: "You kept writing after being asked to stop.",
    origin: "report" as const,
    decidedAt: AT,
    appealUntil: new Date("2027-05-23T10:04:05.678Z"),
  };
  const notice = decisionNotice(input);
  expect(notice).toMatchObject({
    kind: "decision",
    memberName: "Marlon Teague",
    caseReference: "CS-7Q4K2M1",
    decidedAt: AT.toISOString(),
    clause: { code: "5.1" },
    policyVersion: 3,
    reason: "You kept writing after being asked to stop.",
    appealUntil: "2027-05-23T10:04:05.678Z",
    appealOutcome: null,
  });
  expect(JSON.parse(JSON.stringify(notice))).toEqual(notice);
  expect(decisionNotice(input)).toEqual(notice);
  expect(JSON.stringify(notice)).not.toContain("m_reporter");
});
