import { describe, expect, it } from "vitest";
import { SIGNAL_RULES, type SignalRule, signalFigure } from "./signal";

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
