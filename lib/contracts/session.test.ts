import { describe, expect, test } from "vitest";
import { safeReturnTo } from "./session";

describe("safeReturnTo", () => {
  test.each([
    ["/queue?kind=appeal", "/queue?kind=appeal"],
    ["/cases/CS-1", "/cases/CS-1"],
    [undefined, "/queue"],
    ["https://evil.example/", "/queue"],
    ["//evil.example/", "/queue"],
    ["/\\evil.example/", "/queue"],
    ["/\t/evil.example", "/queue"],
    ["javascript:alert(1)", "/queue"],
    ["/sign-in", "/queue"],
  ])("%j leads to %j", (path, expected) => {
    expect(safeReturnTo(path)).toBe(expected);
  });
});
