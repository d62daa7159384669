import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EditDraftInput } from "@/lib/contracts/policy";
import { DEFAULT_POLICY, type Policy } from "@/lib/domain/policy";
import type { FieldValue } from "@/lib/domain/policy-field";
import { readField, writeField } from "@/lib/domain/policy-fields";
import { type KeepDraft, PolicyDraft } from "./policy";

const PER_DAY = "detectors.D1.perDay";
const RECIPIENTS = "detectors.D9.recipients";
const set = (path: string, value: FieldValue, policy: Policy = DEFAULT_POLICY) =>
  writeField(policy, path, value);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server with one draft. */
function server(policy: Policy = DEFAULT_POLICY) {
  const held = { title: "Draft", policy, revision: 1, by: "Bruno Keel" };
  const heard: EditDraftInput[] = [];
  const done = new Set<string>();
  let failing: string | null = null;
  const send = async (input: EditDraftInput) => {
    heard.push(input);
    await Promise.resolve();
    if (failing === "unreachable") throw new Error("away");
    if (failing) return { ok: false as const, error: { code: failing } };
    if (!done.has(input.operationId)) {
      if (input.revision !== held.revision) {
        const { title, policy: now, revision, by } = held;
        const at = "2026-11-20T10:04:00.000Z";
        const known = { version: 2, baseVersion: 1 };
        return {
          ok: false as const,
          error: { code: "draft_changed" as const, by, at, revision, title, policy: now, ...known },
        };
      }
      done.add(input.operationId);
      Object.assign(held, { title: input.title, policy: input.policy, revision: held.revision + 1 });
    }
    const savedAt = "2026-11-20T10:05:00.000Z";
    return { ok: true as const, value: { draftId: "d", version: 2, revision: held.revision, savedAt } };
  };
  return {
    held,
    heard,
    send,
    fail: (code: string | null) => {
      failing = code;
    },
    store: (change: (policy: Policy) => Policy) => {
      held.policy = change(held.policy);
      held.revision++;
    },
  };
}

function device(): KeepDraft {
  let kept: ReturnType<KeepDraft["read"]> = null;
  return {
    read: () => kept,
    write: (next) => {
      kept = next && structuredClone(next);
    },
  };
}
function open(at: ReturnType<typeof server>, keep = device()) {
  const { title, policy, revision } = at.held;
  const savedAt = "2026-11-20T10:00:00.000Z";
  return new PolicyDraft("d", { title, policy, revision, savedAt }, at.send, keep);
}

test("stores itself once after a pause, however much was typed", async () => {
  const at = server();
  const draft = open(at);
  for (const value of [9, 90, 80]) draft.change(PER_DAY, value);
  expect(draft.state.phase).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(at.heard).toHaveLength(1);
  expect(readField(at.held.policy, PER_DAY)).toBe(80);
  expect(draft.state).toMatchObject({ phase: "saved", stored: { revision: 2 } });
});

test("what is put back before it was stored is not stored", async () => {
  const at = server();
  const draft = open(at);
  draft.change(PER_DAY, 80);
  draft.change(PER_DAY, 100);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(at.heard).toHaveLength(0);
  expect(draft.state.phase).toBe("saved");
});

test("one request at a time: what changes meanwhile follows with the next revision", async () => {
  const at = server();
  const draft = open(at);
  draft.change(PER_DAY, 80);
  const first = draft.save();
  draft.change(RECIPIENTS, 15);
  await first;
  expect(draft.state.phase).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(at.heard.map(({ revision }) => revision)).toEqual([1, 2]);
  expect(draft.state.phase).toBe("saved");
  expect(readField(at.held.policy, RECIPIENTS)).toBe(15);
});

test("what somebody else changed elsewhere is taken, told, and mine is stored on top", async () => {
  const at = server();
  const draft = open(at);
  draft.change(PER_DAY, 80);
  at.store((policy) => set(RECIPIENTS, 15, policy));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(draft.state.news).toMatchObject({ by: "Bruno Keel", changes: [{ path: RECIPIENTS, to: "15" }] });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(draft.state.phase).toBe("saved");
  expect(at.held.policy).toEqual(set(PER_DAY, 80, set(RECIPIENTS, 15)));
});

test("what both changed waits for a choice, and either choice is stored", async () => {
  for (const [side, value] of [
    ["mine", 80],
    ["theirs", 70],
  ] as const) {
    const at = server();
    const draft = open(at);
    draft.change(PER_DAY, 80);
    at.store((policy) => set(PER_DAY, 70, policy));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(at.heard).toHaveLength(1);
    expect(readField(draft.state.policy, PER_DAY)).toBe(80);
    draft.change(RECIPIENTS, 15);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(at.heard).toHaveLength(1);
    for (const conflict of draft.state.contest?.conflicts ?? []) draft.resolve(conflict, side);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draft.state).toMatchObject({ phase: "saved", contest: null });
    expect(at.held.policy).toEqual(set(PER_DAY, value, set(RECIPIENTS, 15)));
  }
});

test("a page that was read again brings the newer draft; an older one changes nothing", async () => {
  const at = server();
  const draft = open(at);
  const theirs = { title: "Other", policy: set(RECIPIENTS, 15), revision: 2, savedAt: "" };
  draft.adopt(theirs, "Amal Weir");
  expect(draft.state).toMatchObject({ title: "Other", phase: "saved", news: { by: "Amal Weir" } });
  draft.adopt({ ...theirs, revision: 1, policy: DEFAULT_POLICY }, "Amal Weir");
  expect(draft.state.policy).toEqual(set(RECIPIENTS, 15));
  expect(at.heard).toHaveLength(0);
});

test("a lost connection is tried again with the same intent until it works", async () => {
  const at = server();
  const draft = open(at);
  at.fail("unreachable");
  draft.change(PER_DAY, 80);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(draft.state).toMatchObject({ phase: "failed", failure: { code: "unreachable" } });
  expect(at.heard.length).toBeGreaterThan(1);
  expect(new Set(at.heard.map(({ operationId }) => operationId)).size).toBe(1);
  at.fail(null);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(draft.state.phase).toBe("saved");
  expect(at.held.revision).toBe(2);
});

test("a refusal that time does not heal is not repeated; the work stays on the device and comes back", async () => {
  const at = server();
  const keep = device();
  const draft = open(at, keep);
  at.fail("unauthenticated");
  draft.change(PER_DAY, 80);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(at.heard).toHaveLength(1);
  draft.close();
  at.fail(null);
  const again = open(at, keep);
  again.restore();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(readField(at.held.policy, PER_DAY)).toBe(80);
  expect(keep.read()).toBeNull();
});

test("work kept on the device meets what was stored meanwhile", async () => {
  const at = server();
  const keep = device();
  const draft = open(at, keep);
  at.fail("unauthenticated");
  draft.change(PER_DAY, 80);
  await vi.advanceTimersByTimeAsync(1_000);
  draft.close();
  at.fail(null);
  at.store((policy) => set(RECIPIENTS, 15, policy));
  const again = open(at, keep);
  again.restore();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(at.held.policy).toEqual(set(PER_DAY, 80, set(RECIPIENTS, 15)));
});

test("what cannot be stored stays as it was typed until it can", () => {
  const draft = open(server());
  draft.type(PER_DAY, { text: "8o", message: "Whole numbers." });
  expect(draft.state.typed[PER_DAY]?.text).toBe("8o");
  expect(readField(draft.state.policy, PER_DAY)).toBe(100);
  draft.change(PER_DAY, 80);
  expect(draft.state.typed).toEqual({});
  draft.type("gate.newAccountTiers#1#underDays", { text: "x", message: "." });
  draft.clearTyped("gate.newAccountTiers");
  expect(draft.state.typed).toEqual({});
  draft.close();
});
