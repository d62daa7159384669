import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conversationOf, Occurrences, readColumns, readRow } from "./import-file";

const COLUMNS = { sender: 0, recipient: 1, sentAt: 2 };

describe("readColumns", () => {
  test.each([
    ["sender\trecipient\tsent_at_unix", COLUMNS],
    ["Sent_At_Unix\tnote\trecipient\tsender", { sentAt: 0, recipient: 2, sender: 3 }],
  ])("%j", (header, value) => {
    expect(readColumns(header)).toEqual({ ok: true, value });
  });

  test("names what is missing", () => {
    expect(readColumns("sender,recipient,sent_at_unix")).toMatchObject({
      error: { code: "missing_columns", missing: ["sender", "recipient", "sent_at_unix"] },
    });
  });
});

describe("readRow", () => {
  test("reads seconds as UTC", () => {
    expect(readRow("1\t2\t1082040961", 2, COLUMNS)).toEqual({
      ok: true,
      value: { line: 2, sender: "1", recipient: "2", sentAt: new Date("2004-04-15T14:56:01Z") },
    });
  });

  test.each([
    ["1\t2", "has 2 columns where 3 are needed"],
    ["\t2\t1082040961", "sender: must be 1 to 128 printable characters"],
    [`${"x".repeat(129)}\t2\t1082040961`, "sender: must be 1 to 128 printable characters"],
    ["1\t1\t1082040961", "recipient: is the sender"],
    ["1\t2\tyesterday", "sent_at_unix: must be whole seconds since 1970"],
    ["1\t2\t-5", "sent_at_unix: must be whole seconds since 1970"],
    ["1\t2\t1e9", "sent_at_unix: must be whole seconds since 1970"],
    ["1\t2\t1", "sent_at_unix: must lie between the years 1990 and 2199"],
  ])("refuses %j", (text, message) => {
    expect(readRow(text, 7, COLUMNS)).toEqual({ ok: false, error: { code: "bad_row", line: 7, message } });
  });
});

test("a conversation is the same from both sides", () => {
  expect(conversationOf("9", "10")).toBe(conversationOf("10", "9"));
});

describe("Occurrences", () => {
  const row = fc.record({
    sender: fc.constantFrom("a", "b"),
    recipient: fc.constantFrom("c", "d"),
    sentAt: fc.integer({ min: 0, max: 4 }).map((second) => new Date(second * 1000)),
  });
  const keysOf = (rows: { sender: string; recipient: string; sentAt: Date }[]) => {
    const occurrences = new Occurrences();
    return rows.map((one) => `${one.sender}${one.recipient}${one.sentAt.getTime()}-${occurrences.next(one)}`);
  };

  test("no two rows share a key, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => new Set(keysOf(rows)).size === rows.length),
    );
  });

  test("more rows behind a file leave the keys before them as they were", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.array(row, { maxLength: 20 }), (rows, more) => {
        const keys = keysOf(rows);
        return (
          keysOf([...rows, ...more])
            .slice(0, rows.length)
            .join() === keys.join()
        );
      }),
    );
  });
});
