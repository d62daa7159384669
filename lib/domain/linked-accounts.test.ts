import { describe, expect, it } from "vitest";
import { couldLink, evasionHit, groupLinked, linksOf, type SharedFingerprint } from "./linked-accounts";
import type { FingerprintKind } from "./member";
import { DEFAULT_POLICY } from "./policy";

const D22 = DEFAULT_POLICY.detectors.D22;
const AT = new Date("2026-11-20T12:00:00.000Z");
const ago = (days: number) => new Date(AT.getTime() - days * 86_400_000);
const shares = (kind: FingerprintKind, carriers = 2, otherId = "b"): SharedFingerprint => ({
  memberId: "a",
  otherId,
  kind,
  carriers,
});

describe("linksOf", () => {
  it.each<[string, SharedFingerprint[], number | null]>([
    ["one device", [shares("device")], 1],
    ["one payment", [shares("payment")], 1],
    ["a contact, exactly the threshold", [shares("contact")], 0.8],
    ["a network alone", [shares("network")], null],
    ["three networks", Array.from({ length: 3 }, () => shares("network")), null],
    ["four networks", Array.from({ length: 4 }, () => shares("network")), 0.8],
    ["a device ten accounts carry", [shares("device", 10)], 1],
    ["a device eleven carry", [shares("device", 11)], 10 / 11],
    ["a device thirteen carry", [shares("device", 13)], null],
    ["a common device and a contact", [shares("device", 100), shares("contact")], 0.9],
  ])("%s", (_, shared, weight) => {
    const [link] = linksOf(shared, D22);
    if (weight === null) expect(link).toBeUndefined();
    else expect(link?.weight).toBeCloseTo(weight, 6);
  });

  it("names the kinds once, the strongest pair first", () => {
    const links = linksOf(
      [shares("contact"), shares("device", 2, "c"), shares("payment", 2, "c"), shares("device", 2, "c")],
      D22,
    );
    expect(links.map((link) => link.otherId)).toEqual(["c", "b"]);
    expect(links[0]).toMatchObject({ kinds: ["device", "payment"], weight: 3 });
  });
});

describe("couldLink", () => {
  it("follows up what might reach the threshold and nothing else", () => {
    const carried = (kind: FingerprintKind, carriers: number) => ({
      memberId: "a",
      kind,
      hash: "h",
      carriers,
    });
    expect(couldLink([carried("device", 1), carried("contact", 1)], D22)).toBe(false);
    expect(couldLink([carried("device", 1), carried("network", 200)], D22)).toBe(false);
    expect(couldLink([carried("contact", 2)], D22)).toBe(true);
  });
});

it("puts linked accounts into groups, transitively, whatever the order", () => {
  const links = [
    { memberId: "d", otherId: "c" },
    { memberId: "a", otherId: "b" },
    { memberId: "b", otherId: "c" },
    { memberId: "e", otherId: "unknown" },
  ];
  const groups = groupLinked(["a", "b", "c", "d", "e"], links).map((group) => group.sort().join(""));
  expect(groups.sort()).toEqual(["abcd", "e"]);
});

describe("evasionHit", () => {
  const links = linksOf([shares("device")], D22);
  const banned = { firstAt: ago(3), latestAt: ago(3) };
  const hit = (restricted: [string, { firstAt: Date; latestAt: Date }][], raisedAt: Date | null = null) =>
    evasionHit(DEFAULT_POLICY, "a", { links, restricted: new Map(restricted), raisedAt }, AT);

  it("says whom it is linked to, and how strongly", () => {
    expect(hit([["b", banned]])).toMatchObject({
      rule: "D22",
      memberId: "a",
      counterpartId: "b",
      measured: 1,
      threshold: 0.8,
      detail: { restricted: 1, linked: 1, kinds: "device" },
    });
  });

  it("is silent when nobody linked is restricted, when it was raised since, or when the rule is off", () => {
    expect(hit([])).toBeNull();
    expect(hit([["b", banned]], ago(2))).toBeNull();
    const { detectors } = DEFAULT_POLICY;
    const off = { ...DEFAULT_POLICY, detectors: { ...detectors, D22: { ...D22, isOn: false } } };
    const surroundings = { links, restricted: new Map([["b", banned]]), raisedAt: null };
    expect(evasionHit(off, "a", surroundings, AT)).toBeNull();
  });

  it("is raised again for a restriction begun since", () => {
    expect(hit([["b", { firstAt: ago(3), latestAt: ago(1) }]], ago(2))).not.toBeNull();
  });

  it("spares the account that was restricted first", () => {
    const earlier = { firstAt: ago(9), latestAt: ago(9) };
    expect(
      hit([
        ["a", earlier],
        ["b", banned],
      ]),
    ).toBeNull();
    expect(
      hit([
        ["a", banned],
        ["b", earlier],
      ]),
    ).not.toBeNull();
  });
});
