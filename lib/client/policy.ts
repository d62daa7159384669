import { v7 as uuidv7 } from "uuid";
import type { EditDraftInput } from "@/lib/contracts/policy";
import type { DraftAnswer, PolicyRefusal } from "@/lib/contracts/policy-view";
import type { Policy } from "@/lib/domain/policy";
import { diffPolicies, type PolicyChange } from "@/lib/domain/policy-diff";
import type { FieldValue } from "@/lib/domain/policy-field";
import { readField, writeField } from "@/lib/domain/policy-fields";
import { conflictKey, type MergeConflict, mergePolicies, type Resolutions } from "@/lib/domain/policy-merge";
import type { Result } from "@/lib/domain/result";

/** What somebody writes. */
export type DraftContent = { title: string; policy: Policy };
/** What the server has. */
export type StoredDraft = DraftContent & { revision: number; savedAt: string };
/** Something typed that cannot be stored as it is, and why. */
export type Typed = { text: string; message: string };

/** Two people changed the same things: what each has, and what was chosen so far. */
export type Contest = {
  by: string;
  base: DraftContent;
  theirs: StoredDraft;
  conflicts: MergeConflict[];
  resolutions: Resolutions;
};

type Failure = { code: string; reference?: string };

export type DraftState = DraftContent & {
  stored: StoredDraft;
  phase: "saved" | "waiting" | "saving" | "failed";
  failure: Failure | null;
  typed: Readonly<Record<string, Typed>>;
  /** What somebody else stored while one was here. */
  news: { by: string; changes: PolicyChange[] } | null;
  contest: Contest | null;
};

type Answer = Result<DraftAnswer, PolicyRefusal | Failure>;
export type SendDraft = (input: EditDraftInput) => Promise<Answer>;

/** Where unsaved work is kept on this device. */
export type KeepDraft = {
  read: () => { base: DraftContent & { revision: number }; mine: DraftContent } | null;
  write: (kept: { base: DraftContent & { revision: number }; mine: DraftContent } | null) => void;
};

const SAVE_AFTER_MS = 800;
const TRY_AGAIN_MS = 5_000;
/** Trying again cannot help against these. */
const FINAL = new Set([
  "unauthenticated",
  "forbidden",
  "already_proposed",
  "in_shadow",
  "draft_closed",
  "draft_not_found",
  "invalid_field",
]);

const isSame = (a: DraftContent, b: DraftContent): boolean =>
  a.title === b.title && diffPolicies(a.policy, b.policy).length === 0;

/**
 * A draft while somebody writes it: stores itself after a pause, one request at a time, each naming the revision it began
 * from. What others stored meanwhile is brought together with it; what both changed waits for a choice. Nothing typed is
 * lost: not by a conflict, a lost connection or an ended session.
 */
export class PolicyDraft {
  #state: DraftState;
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #intent: { key: string; operationId: string } | null = null;
  #saving: Promise<boolean> | null = null;

  constructor(
    readonly draftId: string,
    stored: StoredDraft,
    readonly send: SendDraft,
    readonly keep: KeepDraft,
  ) {
    const { title, policy } = stored;
    this.#state = {
      title,
      policy,
      stored,
      phase: "saved",
      failure: null,
      typed: {},
      news: null,
      contest: null,
    };
  }

  get state(): DraftState {
    return this.#state;
  }

  watch = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  #set(part: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...part };
    const { title, policy, stored } = this.#state;
    const isKept = !isSame(this.#state, stored);
    const { revision } = stored;
    this.keep.write(
      isKept
        ? { base: { title: stored.title, policy: stored.policy, revision }, mine: { title, policy } }
        : null,
    );
    for (const listener of this.#listeners) listener();
  }

  /** Takes up what an earlier visit could not store. */
  restore(): void {
    const kept = this.keep.read();
    if (!kept) return;
    const { stored } = this.#state;
    if (kept.base.revision === stored.revision) {
      this.#set({ ...kept.mine, phase: "waiting" });
      this.#schedule(SAVE_AFTER_MS);
    } else {
      this.#state = { ...this.#state, ...kept.mine };
      this.#meet(stored, kept.base, "Somebody else");
    }
  }

  /** Writes a field. What had been typed in its place and could not be stored is gone. */
  change(path: string, value: FieldValue, typedKey: string = path): void {
    const typed = { ...this.#state.typed };
    delete typed[typedKey];
    this.#changed({ policy: writeField(this.#state.policy, path, value), typed });
  }

  changeTitle(title: string): void {
    const { title: _, ...typed } = this.#state.typed;
    this.#changed({ title, typed });
  }

  /** Keeps what was typed and cannot be stored, with what is wrong with it. */
  type(key: string, typed: Typed): void {
    this.#set({ typed: { ...this.#state.typed, [key]: typed } });
  }

  /** Forgets what was typed under a field. */
  clearTyped(path: string): void {
    const kept = Object.entries(this.#state.typed).filter(
      ([key]) => key !== path && !key.startsWith(`${path}#`),
    );
    this.#set({ typed: Object.fromEntries(kept) });
  }

  #changed(part: Partial<DraftState>): void {
    this.#set({ ...part, news: null });
    if (isSame(this.#state, this.#state.stored) && !this.#saving) {
      this.#stop();
      this.#set({ phase: "saved", failure: null });
      return;
    }
    if (this.#state.phase !== "saving") this.#set({ phase: "waiting" });
    this.#schedule(SAVE_AFTER_MS);
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(ms: number): void {
    this.#stop();
    if (this.#state.contest) return;
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  /** Stores what is not stored yet. False when it could not be: `failure` or `contest` says why. */
  async save(): Promise<boolean> {
    this.#stop();
    if (this.#saving) await this.#saving;
    if (this.#state.contest) return false;
    if (isSame(this.#state, this.#state.stored)) {
      this.#set({ phase: "saved" });
      return true;
    }
    this.#saving = this.#sendOnce();
    const isStored = await this.#saving;
    this.#saving = null;
    return isStored;
  }

  async #sendOnce(): Promise<boolean> {
    const { title, policy, stored } = this.#state;
    const { draftId } = this;
    const key = JSON.stringify([stored.revision, title, policy]);
    const operationId = this.#intent?.key === key ? this.#intent.operationId : uuidv7();
    this.#intent = { key, operationId };
    this.#set({ phase: "saving" });
    const input = { operationId, draftId, revision: stored.revision, title, policy };
    const answer: Answer = await this.send(input).catch(
      () => ({ ok: false, error: { code: "unreachable" } }) as const,
    );
    if (answer.ok) {
      const { revision, savedAt } = answer.value;
      const now = { title, policy, revision, savedAt };
      this.#set({ stored: now, failure: null });
      if (isSame(this.#state, now)) this.#set({ phase: "saved" });
      else {
        this.#set({ phase: "waiting" });
        this.#schedule(SAVE_AFTER_MS);
      }
      return isSame(this.#state, now);
    }
    const { error } = answer;
    if ("policy" in error && error.code === "draft_changed") {
      const { title: theirTitle, policy: theirPolicy, revision, at, by } = error;
      this.#meet({ title: theirTitle, policy: theirPolicy, revision, savedAt: at }, stored, by);
      return false;
    }
    this.#set({ phase: "failed", failure: error });
    if (!FINAL.has(error.code)) this.#schedule(TRY_AGAIN_MS);
    return false;
  }

  /** The server has something newer, as a page that was read again says. */
  adopt(theirs: StoredDraft, by: string): void {
    if (this.#saving || this.#state.contest || theirs.revision <= this.#state.stored.revision) return;
    this.#meet(theirs, this.#state.stored, by);
  }

  /** Brings what is here together with what somebody else stored. */
  #meet(theirs: StoredDraft, base: DraftContent, by: string): void {
    const { title, policy } = this.#state;
    const merged = mergePolicies(base.policy, policy, theirs.policy);
    const changes = diffPolicies(base.policy, theirs.policy);
    if (merged.conflicts.length > 0) {
      this.#stop();
      const contest = { by, base, theirs, conflicts: merged.conflicts, resolutions: {} };
      this.#set({ contest, phase: "failed", failure: null });
      return;
    }
    const next = { title: title === base.title ? theirs.title : title, policy: merged.policy };
    this.#set({ ...next, stored: theirs, news: { by, changes }, failure: null, contest: null });
    const isStored = isSame(next, theirs);
    this.#set({ phase: isStored ? "saved" : "waiting" });
    if (!isStored) this.#schedule(SAVE_AFTER_MS);
  }

  /** Chooses between the two sides of a conflict; after the last one the draft is stored. */
  resolve(conflict: MergeConflict, side: "mine" | "theirs"): void {
    const { contest } = this.#state;
    if (!contest) return;
    const resolutions = { ...contest.resolutions, [conflictKey(conflict)]: side };
    const isDecided = contest.conflicts.every((one) => Object.hasOwn(resolutions, conflictKey(one)));
    if (!isDecided) {
      this.#set({ contest: { ...contest, resolutions } });
      return;
    }
    const { base, theirs } = contest;
    const { policy } = mergePolicies(base.policy, this.#state.policy, theirs.policy, resolutions);
    const title = this.#state.title === base.title ? theirs.title : this.#state.title;
    this.#set({ title, policy, stored: theirs, contest: null, phase: "waiting" });
    void this.save();
  }

  /** Tries again what failed, such as after signing in again. */
  retry(): void {
    if (this.#state.phase === "failed" && !this.#state.contest) void this.save();
  }

  /** Whether a field differs from what the server has. */
  isUnsaved(path: string): boolean {
    const { policy, stored } = this.#state;
    return JSON.stringify(readField(policy, path)) !== JSON.stringify(readField(stored.policy, path));
  }

  close(): void {
    this.#stop();
  }
}

/** Keeps unsaved work of a draft on this device, for as long as the tab lives. */
export function keepOnDevice(draftId: string): KeepDraft {
  const key = `lockkeeper:policy-draft:${draftId}`;
  return {
    read: () => {
      try {
        const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
        const isWhole = typeof kept === "object" && kept !== null && "base" in kept && "mine" in kept;
        return isWhole ? (kept as ReturnType<KeepDraft["read"]>) : null;
      } catch {
        return null;
      }
    },
    write: (kept) => {
      try {
        if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
        else sessionStorage.removeItem(key);
      } catch {
        // A device that keeps nothing still edits.
      }
    },
  };
}
