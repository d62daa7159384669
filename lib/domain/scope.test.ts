import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHANNELS, DEGREES, DIRECTIONS } from "./channel";
import { AUDIENCES, audienceKey, covers, EVERYTHING, type Scope, type Sending, scopeCells } from "./scope";

const scopes: fc.Arbitrary<Scope> = fc.record({
  channels: fc.subarray([...CHANNELS]),
  directions: fc.subarray([...DIRECTIONS]),
  audience: fc.constantFrom(...AUDIENCES),
  counterparts: fc.array(fc.constantFrom("a", "b", "c,d", "a,b")),
});
const sendings: fc.Arbitrary<Sending> = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  direction: fc.constantFrom(...DIRECTIONS),
  recipientId: fc.constantFrom("a", "b", "x"),
  degree: fc.constantFrom(...DEGREES),
});
const cellOf = ({ channel, direction }: Sending) =>
  CHANNELS.indexOf(channel) * 2 + DIRECTIONS.indexOf(direction);

describe("scopeCells", () => {
  it("holds exactly the cells a scope covers, each once, in order", () => {
    fc.assert(
      fc.property(scopes, sendings, (scope, sending) => {
        const cells = scopeCells(scope);
        expect(cells).toEqual([...new Set(cells)].sort((a, b) => a - b));
        expect(cells.includes(cellOf(sending))).toBe(covers({ ...scope, audience: "anyone" }, sending));
      }),
    );
  });

  it("keeps its numbers: they are stored", () => {
    expect(scopeCells(EVERYTHING)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(scopeCells({ ...EVERYTHING, channels: ["inmail"], directions: ["reply"] })).toEqual([3]);
  });
});

describe("audienceKey", () => {
  it("is equal for equal audiences, whatever the order and repetition", () => {
    fc.assert(
      fc.property(scopes, (scope) => {
        const turned = { ...scope, counterparts: [...scope.counterparts, ...scope.counterparts].reverse() };
        expect(audienceKey(turned)).toBe(audienceKey(scope));
      }),
    );
  });

  it("names kinds apart", () => {
    const keys = AUDIENCES.map((audience) => audienceKey({ ...EVERYTHING, audience, counterparts: ["a"] }));
    expect(new Set(keys).size).toBe(AUDIENCES.length);
  });
});

describe("covers", () => {
  it("is narrowed by every audience but anyone", () => {
    fc.assert(
      fc.property(scopes, sendings, (scope, sending) => {
        if (covers(scope, sending)) expect(covers({ ...scope, audience: "anyone" }, sending)).toBe(true);
      }),
    );
  });

  it.each<[Partial<Scope>, Partial<Sending>, boolean]>([
    [{}, {}, true],
    [{ channels: ["inmail"] }, {}, false],
    [{ directions: ["reply"] }, {}, false],
    [{ audience: "not_connected" }, { degree: 1 }, false],
    [{ audience: "not_connected" }, { degree: 2 }, true],
    [{ audience: "not_connected" }, { degree: 3 }, true],
    [{ audience: "named", counterparts: ["a"] }, {}, true],
    [{ audience: "named", counterparts: ["b"] }, {}, false],
    [{ audience: "named", counterparts: [] }, {}, false],
  ])("%j and %j: %j", (scope, sending, expected) => {
    const base: Sending = { channel: "chat", direction: "start", recipientId: "a", degree: 2 };
    expect(covers({ ...EVERYTHING, ...scope }, { ...base, ...sending })).toBe(expected);
  });
});
