import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { credibilityOf, type Reporter, weighReporters } from "./credibility";

const reporter = (reporterId: string, values: Partial<Reporter> = {}): Reporter => ({
  reporterId,
  upheld: 0,
  decided: 0,
  isFresh: false,
  ...values,
});

describe("credibilityOf", () => {
  it.each([
    [0, 0, 1],
    [7, 7, 1],
    [0, 1, 2 / 3],
    [0, 2, 1 / 2],
    [0, 5, 2 / 7],
    [5, 10, 7 / 12],
    [0, 198, 0.01],
  ])("%d of %d upheld: %d", (upheld, decided, expected) => {
    expect(credibilityOf({ upheld, decided })).toBeCloseTo(expected, 10);
  });

  it("lies above 0 and up to 1, and a report found wrong never raises it", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (upheld, wrong) => {
        const credibility = credibilityOf({ upheld, decided: upheld + wrong });
        expect(credibility).toBeGreaterThan(0);
        expect(credibility).toBeLessThanOrEqual(1);
        expect(credibilityOf({ upheld, decided: upheld + wrong + 1 })).toBeLessThan(credibility);
      }),
    );
  });
});

describe("weighReporters", () => {
  const three = [reporter("a"), reporter("b"), reporter("c")];

  it("counts people without a record as one each", () => {
    expect(weighReporters(three, [])).toEqual({ weight: 3, reporters: 3, groups: 3 });
  });

  it("counts linked reporters once, through others too, with the most credible one's weight", () => {
    const links = [
      { memberId: "a", otherId: "b" },
      { memberId: "c", otherId: "b" },
    ];
    const wrongOnce = three.map((one) => ({ ...one, decided: one.reporterId === "b" ? 0 : 1 }));
    expect(weighReporters(wrongOnce, links)).toEqual({ weight: 1, reporters: 3, groups: 1 });
  });

  it("counts fresh accounts together, and whoever is linked to one of them", () => {
    const fresh = ["x", "y", "z"].map((id) => reporter(id, { isFresh: true }));
    const links = [{ memberId: "a", otherId: "z" }];
    expect(weighReporters([...three, ...fresh], links)).toEqual({ weight: 3, reporters: 6, groups: 3 });
  });

  it("leaves links to people who did not report alone", () => {
    const links = [
      { memberId: "a", otherId: "stranger" },
      { memberId: "b", otherId: "stranger" },
    ];
    expect(weighReporters(three, links).groups).toBe(3);
  });

  it("never weighs more than the people there are, and a link never adds weight", () => {
    const people = fc.array(fc.record({ upheld: fc.nat(9), wrong: fc.nat(9), isFresh: fc.boolean() }), {
      maxLength: 12,
    });
    const pairs = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 12 });
    fc.assert(
      fc.property(people, pairs, (drawn, linked) => {
        const reporters = drawn.map(({ upheld, wrong, isFresh }, n) =>
          reporter(`p${n}`, { upheld, decided: upheld + wrong, isFresh }),
        );
        const links = linked.map(([a, b]) => ({ memberId: `p${a}`, otherId: `p${b}` }));
        const apart = weighReporters(reporters, []);
        const together = weighReporters(reporters, links);
        expect(apart.weight).toBeLessThanOrEqual(reporters.length);
        expect(together.weight).toBeLessThanOrEqual(apart.weight);
        expect(together.groups).toBeLessThanOrEqual(apart.groups);
      }),
    );
  });
});
