import { describe, expect, it } from "vitest";
import { CONTENT_RULES } from "../content-rule";
import { detect } from "../detector";
import { emptyMemory, measuringOf, observe } from "../observer";
import { DEFAULT_POLICY, type Policy } from "../policy";
import type { SignalRule } from "../signal";
import { GOLDEN_MEMBERS } from "./members";
import { at, Stream, signalsOf } from "./stream";
import { GOLDEN_THRESHOLDS } from "./thresholds";

/** The default policy with one detector. */
function only(rule: SignalRule): Policy {
  const detectors = Object.fromEntries(
    Object.entries(DEFAULT_POLICY.detectors).map(([name, detector]) => [
      name,
      { ...detector, isOn: name === rule || name === "D12" },
    ]),
  ) as Policy["detectors"];
  return { ...DEFAULT_POLICY, detectors };
}

describe("golden members", () => {
  it.each(GOLDEN_MEMBERS)("$name", (stream) => {
    expect(signalsOf(DEFAULT_POLICY, stream)).toEqual(stream.expected);
  });
});

describe("golden thresholds", () => {
  const streams = GOLDEN_THRESHOLDS.flatMap(({ rule, part, below, above }) => [
    { rule, part, ...below },
    { rule, part, ...above },
  ]);
  it.each(streams)("$name", ({ rule, part, ...stream }) => {
    const found = signalsOf(only(rule), stream).filter(
      (signal) => !part || signal.startsWith(`${rule} ${part}`),
    );
    expect(found).toEqual(stream.expected);
  });

  it("has every figure that is measured at messages", () => {
    const measured = ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D20"];
    expect(new Set(GOLDEN_THRESHOLDS.map(({ rule }) => rule))).toEqual(new Set(measured));
  });

  it.each(CONTENT_RULES)("%s is raised from its score on, once a day", (rule) => {
    const policy = only(rule);
    const { lockFrom } = policy.detectors[rule];
    const memory = emptyMemory(measuringOf(policy));
    const { messages } = new Stream()
      .send(at(0), "p1")
      .send(at(0, 5), "p1")
      .send(at(0, 9), "p1")
      .send(at(1), "p1");
    const scores = [lockFrom - 0.001, lockFrom, 1, lockFrom];
    const found = messages.flatMap((message, nth) => {
      const figures = observe(memory, message);
      figures.content = { D15: 0, D16: 0, D17: 0, D18: 0, D19: 0, [rule]: scores[nth] };
      return detect(policy, { accountType: "basic", connectionCount: 1 }, figures).map(
        (hit) => hit.messageIds,
      );
    });
    expect(found).toEqual([["m002"], ["m004"]]);
  });
});
