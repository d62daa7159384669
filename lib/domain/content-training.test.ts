import { describe, expect, test } from "vitest";
import { scoreContent } from "./content-filter";
import { randomFrom, thresholdFor } from "./content-fit";
import { keepFilter, readFilter } from "./content-model";
import { belowFloor, type PublishingFacts, refusalToPublish } from "./content-publishing";
import { type Judgement, splitExamples } from "./content-split";
import {
  contentOf,
  type JudgedText,
  type Measured,
  measureFilter,
  precisionOf,
  trainAtOnce,
} from "./content-training";

const lockFrom = { D15: 0.8, D16: 0.85, D17: 0.7, D18: 0.85, D19: 0.85 };
const AIMS = { precisionFloorPercent: 95, lockFrom, inForce: 0 };

/** Texts of two kinds that share most of their words; every tenth is labelled wrongly when `noise`. */
function texts(
  count: number,
  { seed = 3, noise = false, rule = null as JudgedText["rule"] } = {},
): JudgedText[] {
  const random = randomFrom(seed);
  const pick = (words: string) => words.split(" ")[Math.floor(random() * words.split(" ").length)] ?? "";
  return Array.from({ length: count }, (_, nth) => {
    const isBreach = nth % 3 === 0;
    const special = isBreach ? pick("voucher draw tones subscribe") : pick("minutes drawing lunch supplier");
    const isLabelled = noise && nth % 10 === 0 ? !isBreach : isBreach;
    return {
      text: `${pick("hello hi dear")} the ${special} ${pick("is was")} ${pick("here ready sent")} ${Math.floor(random() * 100)}`,
      links: [],
      isBreach: isLabelled,
      rule: isLabelled ? rule : null,
    };
  });
}

describe("training", () => {
  test("gives the same weights for the same texts", () => {
    expect(keepFilter(trainAtOnce(texts(200), AIMS))).toEqual(keepFilter(trainAtOnce(texts(200), AIMS)));
  });
  test("finds texts it was not shown, precisely", () => {
    const model = { learned: trainAtOnce(texts(300), AIMS) };
    const measured = measureFilter(model, texts(200, { seed: 9 }), lockFrom);
    expect(measured).toMatchObject({ locked: measured.breaches, right: measured.breaches });
  });
  test("locks nothing rather than too much when no threshold is precise enough", () => {
    const random = randomFrom(1);
    const noise = texts(200).map((text) => ({ ...text, isBreach: random() < 0.5 }));
    const model = { learned: trainAtOnce(noise, { ...AIMS, inForce: 1 }) };
    expect(measureFilter(model, texts(200, { seed: 9 }), lockFrom).locked).toBeLessThan(10);
  });
  test("a rule that enough texts name gets weights of its own", () => {
    expect(trainAtOnce(texts(300, { rule: "D19" }), AIMS).rules.D19).toBeDefined();
    expect(trainAtOnce(texts(60, { rule: "D19" }), AIMS).rules.D19).toBeUndefined();
  });
  test("a word of the base that stands in texts found fine loses weight, and is restored by breaches", () => {
    const about = (count: number, isBreach: boolean): JudgedText[] =>
      Array.from({ length: count }, (_, nth) => ({
        text: `free trial number ${nth}`,
        links: [],
        isBreach,
        rule: null,
      }));
    const fine = trainAtOnce([...texts(100), ...about(30, false)], AIMS).trust["D16 free trial"] ?? 1;
    const both =
      trainAtOnce([...texts(100), ...about(30, false), ...about(60, true)], AIMS).trust["D16 free trial"] ??
      1;
    expect(fine).toBeLessThan(0.3);
    expect(both).toBeGreaterThan(fine);
  });
  test("what is kept reads back to the same scores, within 300 kB", () => {
    const learned = trainAtOnce(texts(300, { rule: "D19" }), AIMS);
    const kept = JSON.stringify(keepFilter(learned));
    expect(kept.length).toBeLessThan(300_000);
    const read = readFilter(JSON.parse(kept));
    for (const text of texts(50, { seed: 5 })) {
      expect(scoreContent({ learned: read }, contentOf(text))).toEqual(
        scoreContent({ learned }, contentOf(text)),
      );
    }
    expect(readFilter({ ...JSON.parse(kept), features: 0 })).toBeNull();
  });
});

describe("thresholdFor", () => {
  const judged = (list: [number, boolean][]) => list.map(([logit, isBreach]) => ({ logit, isBreach }));
  test("is the lowest place that is precise enough", () => {
    const list = judged([
      [4, true],
      [3, true],
      [2, false],
      [1, true],
      [0, false],
    ]);
    expect(thresholdFor(list, 1)).toBe(2.5);
    expect(thresholdFor(list, 0.75)).toBe(0.5);
    expect(thresholdFor(list.slice(2, 3), 1)).toBe(Number.POSITIVE_INFINITY);
  });
  test("keeps ties together", () => {
    expect(
      thresholdFor(
        judged([
          [2, true],
          [2, false],
          [1, true],
        ]),
        1,
      ),
    ).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("splitExamples", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute));
  const judgement = (nth: number, values: Partial<Judgement> = {}): Judgement => ({
    messageId: `m-${nth}`,
    text: `text about ${String.fromCharCode(97 + (nth % 26))}${String.fromCharCode(97 + ((nth * 7) % 26))}`,
    links: [],
    isBreach: false,
    rule: null,
    at: at(nth % 60),
    ...values,
  });
  test("the latest judgement of a message counts", () => {
    const { learn, heldOut } = splitExamples(
      [judgement(1, { isBreach: false, at: at(9) }), judgement(1, { isBreach: true, at: at(1) })],
      null,
    );
    expect([...learn, ...heldOut].map(({ isBreach }) => isBreach)).toEqual([false]);
  });
  test("a text sent many times is on one side, whatever its figures", () => {
    const many = Array.from({ length: 40 }, (_, nth) => judgement(nth, { text: `Call 0800 ${nth} now` }));
    const { learn, heldOut } = splitExamples(many, null);
    expect([learn.length, heldOut.length].sort()).toEqual([0, 40]);
  });
  test("about a fifth is held out; what came after the filter in force is not settled", () => {
    const many = Array.from({ length: 59 }, (_, nth) => judgement(59 - nth));
    const { learn, heldOut, settled } = splitExamples(many, at(30));
    expect(heldOut.length).toBeGreaterThan(3);
    expect(learn.length).toBeGreaterThan(heldOut.length);
    expect(settled.length).toBeLessThan(heldOut.length);
    expect(splitExamples(many, at(0)).settled).toEqual([]);
  });
});

describe("what may be published", () => {
  const policy = { precisionFloorPercent: 95, minExamples: 200 };
  const measured = (locked: number, right: number, breaches = 100): Measured => ({
    texts: 400,
    breaches,
    locked,
    right,
  });
  const facts = (values: Partial<PublishingFacts> = {}): PublishingFacts => ({
    examples: 2_000,
    heldOut: { candidate: measured(80, 79), inForce: measured(60, 59) },
    settled: { candidate: measured(40, 40), inForce: measured(30, 30) },
    ...values,
  });
  test("no less precise, above the floor, enough texts", () =>
    expect(refusalToPublish(facts(), policy)).toBeNull());
  test.each<[string, Partial<PublishingFacts>, string]>([
    [
      "too few texts",
      { examples: 199 },
      "It was trained on 199 judged texts; the policy asks for 200 or more.",
    ],
    [
      "under the floor",
      { heldOut: { candidate: measured(80, 75), inForce: measured(60, 55) } },
      "Precision on the texts held out is 93.8 %, under the floor of 95 %.",
    ],
    [
      "too few locks to tell",
      { heldOut: { candidate: measured(9, 9), inForce: measured(0, 0) } },
      "It locks 9 of the 400 texts held out: too few to tell how precise it is.",
    ],
    [
      "less precise than the one in force",
      { heldOut: { candidate: measured(80, 78), inForce: measured(60, 59) } },
      "Precision on the texts held out would fall from 98.3 % to 97.5 %.",
    ],
    [
      "under the floor on what was judged before: the newest labels may be wrong",
      { settled: { candidate: measured(40, 37), inForce: measured(30, 30) } },
      "Precision on the older texts held out is 92.5 %, under the floor of 95 %.",
    ],
    [
      "clearly less precise on what was judged before, few as it is",
      { settled: { candidate: measured(9, 3), inForce: measured(30, 30) } },
      "Precision on the older texts held out would fall from 100.0 % to 33.3 %.",
    ],
    [
      "finds much less",
      { heldOut: { candidate: measured(40, 40), inForce: measured(60, 59) } },
      "It would find 40.0 % of the breaches among the texts held out, where the filter in force finds 59.0 %.",
    ],
  ])("not: %s", (_, values, because) => expect(refusalToPublish(facts(values), policy)).toBe(because));
  test("one mistake more among a few dozen older texts is no fall", () => {
    const one = facts({ settled: { candidate: measured(40, 39), inForce: measured(30, 30) } });
    expect(refusalToPublish(one, policy)).toBeNull();
  });
  test("by hand the floor still holds, the comparison does not", () => {
    const less = facts({ heldOut: { candidate: measured(80, 78), inForce: measured(60, 60) } });
    expect(belowFloor(less, policy)).toBeNull();
    expect(belowFloor(facts({ examples: 10 }), policy)).not.toBeNull();
    expect(precisionOf(less.heldOut.candidate)).toBe(0.975);
  });
});
