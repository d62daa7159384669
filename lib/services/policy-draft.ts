import { v5 as uuidv5 } from "uuid";
import type { Database } from "@/db/connect";
import {
  type DraftRow,
  findLastEditor,
  findNextVersion,
  findPolicy,
  findVersionInForce,
  lockDraft,
  lockPolicies,
  saveDraft,
  saveDraftContent,
  saveDraftState,
} from "@/db/queries/policy";
import type {
  CreateDraftInput,
  EditDraftInput,
  MoveDraftInput,
  RebaseDraftInput,
} from "@/lib/contracts/policy";
import { policySchema } from "@/lib/contracts/policy";
import type { DraftAnswer, PolicyRefusal } from "@/lib/contracts/policy-view";
import type { StaffActor } from "@/lib/domain/actor";
import { diffPolicies } from "@/lib/domain/policy-diff";
import { checkMove, type DraftMove } from "@/lib/domain/policy-draft";
import { completePolicy, mergePolicies } from "@/lib/domain/policy-merge";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { type Operation, runOperation } from "./run-operation";
import { endShadow } from "./shadow";

type Answer = Promise<Result<DraftAnswer, PolicyRefusal>>;
type Store = Pick<Database, "pool">;

/** Of the ids made for drafts, from the operation's: one that is tried again makes the same draft. */
const DRAFTS = "0198f0a0-0000-5000-8000-0000000d4af7";
/** Changed paths an audit entry names at most. */
const NAMED_PATHS = 20;

/** A draft that allows a move as its sender saw it, its row taken; or why not, with what they have not seen. */
export async function lockMovable(
  op: Operation,
  { draftId, revision }: { draftId: string; revision: number },
  move: DraftMove,
): Promise<Result<DraftRow, PolicyRefusal>> {
  const draft = await lockDraft(op, draftId);
  if (!draft) return refuse({ code: "draft_not_found" });
  const allowed = checkMove(draft, move, revision);
  if (allowed.ok) return ok(draft);
  const { error } = allowed;
  if (error.code !== "draft_changed") return refuse(error);
  const by = (await findLastEditor(op.query, draftId)) ?? "Somebody else";
  return refuse({
    code: "draft_changed",
    by,
    at: draft.editedAt.toISOString(),
    revision: draft.revision,
    version: draft.version,
    baseVersion: draft.baseVersion,
    title: draft.title,
    policy: draft.policy,
  });
}

function answer(draft: Pick<DraftRow, "draftId" | "version" | "revision">, at: Date): DraftAnswer {
  const { draftId, version, revision } = draft;
  return { draftId, version, revision, savedAt: at.toISOString() };
}

/**
 * Draws a draft from a published version: the one in force or an earlier one, whose content is then completed to today's
 * shape and compared with the version in force. Refusals: `version_not_found`, `policy_invalid`, `forbidden`.
 */
export function createDraft(database: Store, actor: StaffActor, input: CreateDraftInput): Answer {
  const { operationId, title, fromVersion } = input;
  const request = {
    operationId,
    actor,
    command: "policy.draft",
    permission: "policy.edit",
    payload: { title, fromVersion },
  } as const;
  return runOperation<DraftAnswer, PolicyRefusal>(database, request, async (op) => {
    await lockPolicies(op);
    const inForce = await findVersionInForce(op.query);
    const [found, current] = [await findPolicy(op.query, fromVersion), await findPolicy(op.query, inForce)];
    if (!found || !current) return refuse({ code: "version_not_found" });
    const draftId = uuidv5(operationId, DRAFTS);
    const version = await findNextVersion(op.query);
    const policy = completePolicy(found, current);
    if (!policySchema.safeParse(policy).success) return refuse({ code: "policy_invalid", findings: [] });
    await saveDraft(op, {
      draftId,
      version,
      title,
      baseVersion: inForce,
      policy,
      createdBy: actor.id,
      at: op.at,
    });
    op.audit({ subjectType: "policy_draft", subjectId: draftId, data: { version, fromVersion, inForce } });
    op.hint({ topic: "policy", id: draftId });
    return ok(answer({ draftId, version, revision: 1 }, op.at));
  });
}

/**
 * Stores a draft's content. Combinations that cannot be right may be stored: they are said, and refused when it is
 * proposed. Refusals: `draft_changed` with who and what it says now, `already_proposed`, `in_shadow`, `draft_closed`,
 * `draft_not_found`, `forbidden`.
 */
export function editDraft(database: Store, actor: StaffActor, input: EditDraftInput): Answer {
  const { operationId, draftId, revision, title, policy } = input;
  const request = {
    operationId,
    actor,
    command: "policy.edit",
    permission: "policy.edit",
    payload: { draftId, revision, title, policy },
  } as const;
  return runOperation<DraftAnswer, PolicyRefusal>(database, request, async (op) => {
    const found = await lockMovable(op, input, "edit");
    if (!found.ok) return found;
    const draft = found.value;
    const paths = [...new Set(diffPolicies(draft.policy, policy).map(({ path }) => path))];
    const next = await saveDraftContent(op, { ...draft, title, policy, editedBy: actor.id, at: op.at });
    op.audit({
      subjectType: "policy_draft",
      subjectId: draftId,
      data: {
        version: draft.version,
        revision: next,
        fields: paths.slice(0, NAMED_PATHS),
        changed: paths.length,
      },
    });
    op.hint({ topic: "policy", id: draftId });
    return ok(answer({ ...draft, revision: next }, op.at));
  });
}

/**
 * Draws a draft anew from the version in force and gives it the next number: what only the draft changed stays, what only
 * the version in force changed is taken. Where both changed the same thing `resolutions` decides.
 * Refusals: `conflicts` names what is undecided; those of `editDraft`.
 */
export function rebaseDraft(database: Store, actor: StaffActor, input: RebaseDraftInput): Answer {
  const { operationId, draftId, revision, resolutions } = input;
  const request = {
    operationId,
    actor,
    command: "policy.rebase",
    permission: "policy.edit",
    payload: { draftId, revision, resolutions },
  } as const;
  return runOperation<DraftAnswer, PolicyRefusal>(database, request, async (op) => {
    await lockPolicies(op);
    const found = await lockMovable(op, input, "rebase");
    if (!found.ok) return found;
    const draft = found.value;
    const inForce = await findVersionInForce(op.query);
    if (draft.baseVersion === inForce && draft.version > inForce) return refuse({ code: "base_in_force" });
    const [base, current] = [
      await findPolicy(op.query, draft.baseVersion),
      await findPolicy(op.query, inForce),
    ];
    if (!base || !current) return refuse({ code: "version_not_found" });
    const { policy, conflicts } = mergePolicies(base, draft.policy, current, resolutions);
    if (conflicts.length > 0) {
      return refuse({ code: "conflicts", inForce, base, current, conflicts });
    }
    if (!policySchema.safeParse(policy).success) return refuse({ code: "policy_invalid", findings: [] });
    const version = await findNextVersion(op.query);
    const rebased = { ...draft, version, baseVersion: inForce, policy };
    const next = await saveDraftContent(op, { ...rebased, editedBy: actor.id, at: op.at });
    op.audit({
      subjectType: "policy_draft",
      subjectId: draftId,
      data: { version, wasVersion: draft.version, baseVersion: inForce, wasBaseVersion: draft.baseVersion },
    });
    op.hint({ topic: "policy", id: draftId });
    return ok(answer({ draftId, version, revision: next }, op.at));
  });
}

/** Puts a draft away for good; it stays readable. Refusals: those of `editDraft`. */
export function discardDraft(database: Store, actor: StaffActor, input: MoveDraftInput): Answer {
  const { operationId, draftId, revision, note } = input;
  const request = {
    operationId,
    actor,
    command: "policy.discard",
    permission: "policy.edit",
    payload: { draftId, revision, note },
  } as const;
  return runOperation<DraftAnswer, PolicyRefusal>(database, request, async (op) => {
    const found = await lockMovable(op, input, "discard");
    if (!found.ok) return found;
    const draft = found.value;
    await endShadow(op, draftId);
    const move = { state: "discarded", proposedBy: null, at: op.at, note: note.trim() || null } as const;
    await saveDraftState(op, draftId, move);
    op.audit({ subjectType: "policy_draft", subjectId: draftId, data: { version: draft.version } });
    op.hint({ topic: "policy", id: draftId });
    return ok(answer(draft, op.at));
  });
}
