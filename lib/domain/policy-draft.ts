import { ok, type Result, refuse } from "./result";

/** A draft is edited, proposed to a second person, and published, or discarded. A shadow run happens while it is a draft. */
export const DRAFT_STATES = ["editing", "proposed", "published", "discarded"] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export const BACK_TEST_STATES = ["queued", "running", "done", "cancelled", "failed"] as const;
export type BackTestState = (typeof BACK_TEST_STATES)[number];

/**
 * What moves a draft, and from which state. A proposed draft does not change: it is withdrawn first, so that what is
 * approved is what was proposed. A test asserts this table.
 */
export const DRAFT_TRANSITIONS = {
  editing: ["edit", "rebase", "propose", "discard"],
  proposed: ["withdraw", "approve", "discard"],
  published: [],
  discarded: [],
} as const satisfies Record<DraftState, readonly string[]>;
export type DraftMove = (typeof DRAFT_TRANSITIONS)["editing" | "proposed"][number];

/** A draft as its moves need to know it. */
export type MovableDraft = {
  state: DraftState;
  version: number;
  baseVersion: number;
  revision: number;
  editedBy: readonly string[];
  proposedBy: string | null;
  isInShadow: boolean;
};

export type DraftMoveRefusal =
  /** It was published or discarded meanwhile. */
  | { code: "draft_closed"; state: "published" | "discarded" }
  | { code: "not_proposed" }
  | { code: "already_proposed" }
  /** Somebody changed it since: the caller has not seen what it says now. */
  | { code: "draft_changed" }
  /** Its signals are being compared: what is measured may not change meanwhile. */
  | { code: "in_shadow" };

/** Whether a draft, as the caller saw it, allows a move now. */
export function checkMove(
  draft: MovableDraft,
  move: DraftMove,
  seenRevision: number,
): Result<null, DraftMoveRefusal> {
  const { state, revision, isInShadow } = draft;
  if (state === "published" || state === "discarded") return refuse({ code: "draft_closed", state });
  if (revision !== seenRevision) return refuse({ code: "draft_changed" });
  if (!(DRAFT_TRANSITIONS[state] as readonly string[]).includes(move)) {
    return refuse({ code: state === "proposed" ? "already_proposed" : "not_proposed" });
  }
  if (isInShadow && (move === "edit" || move === "rebase")) return refuse({ code: "in_shadow" });
  return ok(null);
}

export type SecondPersonRefusal = { code: "second_person_needed"; part: "proposed" | "edited" };

/** Whether a person may be the second one: they neither proposed the draft nor changed it. */
export function checkSecondPerson(
  draft: Pick<MovableDraft, "editedBy" | "proposedBy">,
  staffId: string,
): Result<null, SecondPersonRefusal> {
  if (draft.proposedBy === staffId) return refuse({ code: "second_person_needed", part: "proposed" });
  if (draft.editedBy.includes(staffId)) return refuse({ code: "second_person_needed", part: "edited" });
  return ok(null);
}

/** Whether a draft can become the policy in force: drawn from the one in force, with a number above it. */
export function isDrawnFrom(draft: Pick<MovableDraft, "version" | "baseVersion">, inForce: number): boolean {
  return draft.baseVersion === inForce && draft.version > inForce;
}
