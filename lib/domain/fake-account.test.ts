import { describe, expect, it } from "vitest";
import {
  FAKE_SIGN_POINTS,
  fakeHit,
  fakePoints,
  fakeSigns,
  hasDeceptiveLetters,
  nameSkeleton,
  type ProfiledMember,
} from "./fake-account";
import { DEFAULT_POLICY } from "./policy";

const AT = new Date("2026-11-20T12:00:00.000Z");
const daysOld = (days: number) => new Date(AT.getTime() - days * 86_400_000);
const ALONE = { linked: 0, namesakeId: null };
const filled = { photo: true, currentPosition: true, skills: 5, schools: 1, completenessPercent: 80 };
const empty = { photo: false, currentPosition: false, skills: 0, schools: 0, completenessPercent: 10 };

function member(values: Partial<ProfiledMember> = {}): ProfiledMember {
  return {
    memberId: "m-1",
    displayName: "Ada Byrne",
    accountType: "basic",
    joinedAt: daysOld(400),
    profile: filled,
    ...values,
  };
}

describe("fakeSigns", () => {
  it.each<[string, Partial<ProfiledMember>, string[]]>([
    ["an old account, filled in", {}, []],
    ["one day short of a week old", { joinedAt: daysOld(6) }, ["new_account"]],
    ["a week old", { joinedAt: daysOld(7) }, []],
    ["no photo", { profile: { ...filled, photo: false } }, ["no_photo"]],
    ["half complete", { profile: { ...filled, completenessPercent: 50 } }, []],
    ["less than half complete", { profile: { ...filled, completenessPercent: 49 } }, ["thin_profile"]],
    ["no position", { profile: { ...filled, currentPosition: false } }, ["thin_profile"]],
    [
      "a page has no position",
      { accountType: "company_page", profile: { ...filled, currentPosition: false } },
      [],
    ],
    ["a Cyrillic letter in a Latin name", { displayName: "Quаyside Support" }, ["deceptive_letters"]],
  ])("%s", (_, values, signs) => {
    expect(fakeSigns(DEFAULT_POLICY, member(values), ALONE, AT)).toEqual(signs);
  });

  it("leaves an honest newcomer under the default threshold", () => {
    const newcomer = member({ joinedAt: daysOld(0), profile: empty });
    const signs = fakeSigns(DEFAULT_POLICY, newcomer, ALONE, AT);
    expect(signs).toEqual(["new_account", "no_photo", "thin_profile"]);
    expect(fakePoints(signs)).toBeLessThan(DEFAULT_POLICY.detectors.D21.points);
  });
});

describe("hasDeceptiveLetters", () => {
  it.each([
    ["Мария Иванова", false],
    ["李 Wei", false],
    ["José Müller-Peña", false],
    ["می‌خواهم", false],
    ["Ada​ Byrne", true],
    ["Аdа Byrne", true],
    ["𝓐𝓭𝓪 Byrne", true],
  ])("%s: %s", (name, expected) => {
    expect(hasDeceptiveLetters(name)).toBe(expected);
  });
});

it("reads a name as an eye does", () => {
  expect(nameSkeleton("  Quаyside​  SUPPORT ")).toBe("quayside support");
  expect(nameSkeleton("𝓐𝓭𝓪 Byrne")).toBe("ada byrne");
});

describe("fakeHit", () => {
  const impostor = member({ displayName: "Quаyside Support", joinedAt: daysOld(1) });
  const around = { linked: 0, namesakeId: "page-1" };

  it("lists the signs with their points", () => {
    expect(fakeHit(DEFAULT_POLICY, impostor, around, null, AT)).toMatchObject({
      rule: "D21",
      measured: 5,
      threshold: 4,
      counterpartId: "page-1",
      detail: { new_account: 1, deceptive_letters: 2, name_of_another: 2 },
    });
  });

  it("is raised from the threshold on, and again only for more", () => {
    const { detectors } = DEFAULT_POLICY;
    const from = (points: number) => ({
      ...DEFAULT_POLICY,
      detectors: { ...detectors, D21: { ...detectors.D21, points } },
    });
    expect(fakeHit(from(5), impostor, around, null, AT)).not.toBeNull();
    expect(fakeHit(from(6), impostor, around, null, AT)).toBeNull();
    expect(fakeHit(from(4), impostor, around, 5, AT)).toBeNull();
    expect(fakeHit(from(4), impostor, around, 4, AT)).not.toBeNull();
  });

  it("never counts more than all signs together", () => {
    const all = Object.values(FAKE_SIGN_POINTS).reduce((sum, points) => sum + points, 0);
    const worst = { ...impostor, profile: empty };
    expect(fakeHit(DEFAULT_POLICY, worst, { linked: 3, namesakeId: "x" }, null, AT)?.measured).toBe(all);
  });
});
