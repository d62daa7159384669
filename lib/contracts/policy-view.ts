import type { Policy } from "../domain/policy";
import type { PolicyFinding } from "../domain/policy-check";
import type { PolicyChange } from "../domain/policy-diff";
import type {
  BackTestState,
  DraftMoveRefusal,
  DraftState,
  SecondPersonRefusal,
} from "../domain/policy-draft";
import type { MergeConflict } from "../domain/policy-merge";

/** What storing a draft answers. Instants are RFC 3339 UTC. */
export type DraftAnswer = { draftId: string; version: number; revision: number; savedAt: string };

/** What publishing answers. */
export type PublishedAnswer = { version: number; publishedAt: string };

/** Where a draft is read and written; its id leads on when it gets another number meanwhile. */
export function draftHref({ version, draftId }: { version: number; draftId: string }): string {
  return `/policies/${version}?draft=${draftId}`;
}

export type PolicyRefusal =
  | { code: "forbidden" }
  | { code: "operation_reused" }
  | { code: "draft_not_found" }
  | { code: "version_not_found" }
  | Exclude<DraftMoveRefusal, { code: "draft_changed" }>
  /** Somebody stored something else meanwhile: who, when, and what the draft says now. */
  | {
      code: "draft_changed";
      by: string;
      at: string;
      revision: number;
      version: number;
      baseVersion: number;
      title: string;
      policy: Policy;
    }
  | SecondPersonRefusal
  /** Another version is in force than the one it was drawn from. */
  | { code: "base_outdated"; inForce: number }
  | { code: "base_in_force" }
  | { code: "nothing_changed" }
  | { code: "policy_invalid"; findings: PolicyFinding[] }
  /** The draft and the version in force changed the same things. */
  | { code: "conflicts"; inForce: number; base: Policy; current: Policy; conflicts: MergeConflict[] };

/** What a refusal tells the person: what is so and what can be done. */
export function policyRefusalText(refusal: {
  code: string;
  by?: string;
  inForce?: number;
  part?: string;
  state?: string;
  reference?: string;
}): string {
  switch (refusal.code) {
    case "draft_changed":
      return `${refusal.by ?? "Somebody else"} changed this draft meanwhile. Look at it again first.`;
    case "already_proposed":
      return "This draft was proposed, so it cannot change. Take it back to go on editing.";
    case "not_proposed":
      return "This draft is not proposed any more: it was taken back.";
    case "in_shadow":
      return "This draft runs in the shadow. End the run to change it, so that what is measured stays one thing.";
    case "draft_closed":
      return refusal.state === "published"
        ? "This draft has been published."
        : "This draft was discarded. Draw a new one to go on.";
    case "second_person_needed":
      return refusal.part === "proposed"
        ? "You proposed this; another person has to approve it."
        : "You worked on this; a person who did not has to approve it.";
    case "base_outdated":
      return `Version ${refusal.inForce ?? ""} came into force meanwhile. Bring the draft up to it first.`;
    case "base_in_force":
      return "This draft is drawn from the version in force already.";
    case "nothing_changed":
      return "Nothing differs from the version in force.";
    case "policy_invalid":
      return "Some fields cannot go together. They are marked.";
    case "conflicts":
      return `Version ${refusal.inForce ?? ""} changed the same things. Choose which to keep.`;
    case "draft_not_found":
      return "There is no such draft.";
    case "version_not_found":
      return "There is no such version.";
    case "forbidden":
      return "Your role does not change policies. Ask a policy manager.";
    case "unauthenticated":
      return "You are signed out. Sign in again; what you typed is kept on this device.";
    default:
      return `That did not reach the server. Nothing was stored.${refusal.reference ? ` Reference ${refusal.reference}.` : ""}`;
  }
}

/** A draft in the list of policies. */
export type DraftLine = {
  draftId: string;
  version: number;
  title: string;
  baseVersion: number;
  /** Another version came into force since it was drawn. */
  isBehind: boolean;
  state: DraftState;
  revision: number;
  changes: PolicyChange[];
  editors: string[];
  editedAt: string;
  proposedBy: string | null;
  proposedAt: string | null;
  note: string | null;
  isInShadow: boolean;
  /** Whether this reader may put the second signature under it. */
  mayApprove: boolean;
};

/** A published version in the history, with what it changed. */
export type VersionLine = {
  version: number;
  title: string | null;
  note: string | null;
  publishedAt: string;
  publishedBy: string;
  editors: string[];
  proposedBy: string | null;
  approvedBy: string | null;
  rollsBackTo: number | null;
  /** Against the version before it; empty for the first. */
  changes: PolicyChange[];
  isFirst: boolean;
};

/** The page of policies. */
export type PoliciesView = {
  inForce: VersionLine;
  drafts: DraftLine[];
  history: VersionLine[];
  /** Where older versions begin; null when there are none. */
  before: number | null;
  mayEdit: boolean;
};

/** How far a draft is on its way: done, now, or still to come. */
export type DraftProgress = {
  backTest: { state: BackTestState; isOld: boolean } | null;
  shadow: { from: string; until: string | null } | null;
};

/** A policy in the editor: a draft, or a published version to read. */
export type PolicyEditorView = {
  version: number;
  title: string;
  policy: Policy;
  /** What it is compared with: the version it was drawn from, or the one before it. */
  base: { version: number; policy: Policy } | null;
  inForce: { version: number; publishedAt: string };
  /** Null for a published version. */
  draft:
    | (DraftProgress & {
        draftId: string;
        state: DraftState;
        revision: number;
        editedAt: string;
        editors: string[];
        proposedBy: string | null;
        proposedAt: string | null;
        note: string | null;
        isBehind: boolean;
        /** Why this reader may not put the second signature under it; null when they may. */
        approvalRefusal: string | null;
      })
    | null;
  published: {
    publishedAt: string;
    publishedBy: string;
    rollsBackTo: number | null;
    note: string | null;
  } | null;
  mayEdit: boolean;
  mayApprove: boolean;
};
