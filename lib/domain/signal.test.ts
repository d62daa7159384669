import { describe, expect, it } from "vitest";
import {
  categoryOf,
  SIGNAL_RULES,
  type SignalFigure,
  type SignalRule,
  signalFigure,
  strengthOf,
  strongestOf,
} from "./signal";

describe("signalFigure", () => {
  it.each<[SignalRule, number, string]>([
    ["D10", 0.041, "4.1\u202f%"],
    ["D11", 0.12, "12\u202f%"],
    ["D17", 0.91, "0.91"],
    ["D15", 0.7, "0.70"],
    ["D1", 412, "412"],
    ["D20", 1940, "1\u202f940"],
    ["D2", 1234567, "1\u202f234\u202f567"],
    ["D12", 1234.5, "1\u202f234.5"],
  ])("%s %d reads %s", (rule, value, said) => {
    expect(signalFigure(rule, value)).toBe(said);
  });

  it("shows every rule's zero as a figure", () => {
    for (const rule of SIGNAL_RULES) expect(signalFigure(rule, 0)).toMatch(/^0/);
  });
});

const figure = (rule: SignalRule, measured: number, threshold: number): SignalFigure => ({
  rule,
  measured,
  threshold,
  windowSeconds: 86_400,
});

describe("strengthOf", () => {
  it.each<[string, SignalFigure, number]>([
    ["twice a ceiling", figure("D1", 200, 100), 2],
    ["half a floor", figure("D10", 0.05, 0.1), 2],
    ["nothing where a floor is", figure("D10", 0, 0.1), Number.POSITIVE_INFINITY],
    ["a ceiling of nothing", figure("D7", 1, 0), Number.POSITIVE_INFINITY],
    ["nothing of nothing", figure("D7", 0, 0), 1],
  ])("%s", (_, one, strength) => {
    expect(strengthOf(one)).toBe(strength);
  });

  it("picks the strongest, the first of equals", () => {
    const [volume, replies, again] = [
      figure("D1", 150, 100),
      figure("D10", 0.02, 0.1),
      figure("D9", 100, 20),
    ];
    expect(strongestOf([volume, replies, again])).toBe(replies);
    expect(strongestOf([])).toBeNull();
  });
});

describe("categoryOf", () => {
  it("takes the complaint's own category, else the rule's", () => {
    expect(categoryOf({ rule: "D14", detail: { category: "threat" } })).toBe("threat");
    expect(categoryOf({ rule: "D17", detail: { category: "nonsense" } })).toBe("scam");
    for (const rule of SIGNAL_RULES) expect(categoryOf({ rule, detail: {} })).toBeTruthy();
  });
});
