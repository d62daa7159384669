import type { Database } from "@/db/connect";
import {
  type DraftRow,
  findDraftNote,
  findNextVersion,
  findPolicy,
  findVersionInForce,
  lockPolicies,
  saveDraftState,
  saveVersion,
} from "@/db/queries/policy";
import { type MoveDraftInput, policySchema, type RollBackInput } from "@/lib/contracts/policy";
import type { DraftAnswer, PolicyRefusal, PublishedAnswer } from "@/lib/contracts/policy-view";
import type { StaffActor } from "@/lib/domain/actor";
import type { Policy } from "@/lib/domain/policy";
import { checkPolicy } from "@/lib/domain/policy-check";
import { diffPolicies } from "@/lib/domain/policy-diff";
import { checkSecondPerson, isDrawnFrom } from "@/lib/domain/policy-draft";
import { completePolicy } from "@/lib/domain/policy-merge";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { forgetPolicy } from "./policy";
import { lockMovable } from "./policy-draft";
import { type Operation, runOperation } from "./run-operation";
import { endShadow } from "./shadow";

type Answer<T> = Promise<Result<T, PolicyRefusal>>;

/** Whether a draft could be in force as it stands: drawn from the version in force, different from it, and sound. */
async function checkPublishable(op: Operation, draft: DraftRow): Promise<Result<Policy, PolicyRefusal>> {
  const inForce = await findVersionInForce(op.query);
  if (!isDrawnFrom(draft, inForce)) return refuse({ code: "base_outdated", inForce });
  const current = await findPolicy(op.query, inForce);
  if (!current) return refuse({ code: "version_not_found" });
  const findings = checkPolicy(draft.policy);
  if (findings.length > 0 || !policySchema.safeParse(draft.policy).success) {
    return refuse({ code: "policy_invalid", findings });
  }
  if (diffPolicies(current, draft.policy).length === 0) return refuse({ code: "nothing_changed" });
  return ok(current);
}

/**
 * Proposes a draft to a second person; it cannot change from here on. Refusals: `policy_invalid` with every reason and its
 * field, `base_outdated`, `nothing_changed`, those of a move.
 */
export function proposeDraft(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  input: MoveDraftInput,
): Answer<DraftAnswer> {
  const { operationId, draftId, revision, note } = input;
  const payload = { draftId, revision, note };
  const request = {
    operationId,
    actor,
    command: "policy.propose",
    permission: "policy.edit",
    payload,
  } as const;
  return runOperation<DraftAnswer, PolicyRefusal>(database, request, async (op) => {
    const found = await lockMovable(op, input, "propose");
    if (!found.ok) return found;
    const draft = found.value;
    const publishable = await checkPublishable(op, draft);
    if (!publishable.ok) return publishable;
    const move = { state: "proposed", proposedBy: actor.id, at: op.at, note: note.trim() || null } as const;
    await saveDraftState(op, draftId, move);
    op.audit({ subjectType: "policy_draft", subjectId: draftId, data: { version: draft.version, revision } });
    op.hint({ topic: "policy", id: draftId });
    return ok({ draftId, version: draft.version, revision, savedAt: op.at.toISOString() });
  });
}

/** Takes a proposal back to be edited, or sends it back with a word why. Refusals: those of a move. */
export function withdrawDraft(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  input: MoveDraftInput,
): Answer<DraftAnswer> {
  const { operationId, draftId, revision, note } = input;
  const payload = { draftId, revision, note };
  const request = {
    operationId,
    actor,
    command: "policy.withdraw",
    permission: "policy.approve",
    payload,
  } as const;
  return runOperation<DraftAnswer, PolicyRefusal>(database, request, async (op) => {
    const found = await lockMovable(op, input, "withdraw");
    if (!found.ok) return found;
    const draft = found.value;
    const move = { state: "editing", proposedBy: null, at: op.at, note: note.trim() || null } as const;
    await saveDraftState(op, draftId, move);
    op.audit({
      subjectType: "policy_draft",
      subjectId: draftId,
      data: { version: draft.version, proposedBy: draft.proposedBy },
    });
    op.hint({ topic: "policy", id: draftId });
    return ok({ draftId, version: draft.version, revision, savedAt: op.at.toISOString() });
  });
}

/**
 * The second signature: publishes a proposed draft, in force from the next check on (five seconds at most in other
 * processes). Refusals: `second_person_needed` for whoever proposed or changed it, `base_outdated`, `policy_invalid`, those
 * of a move. The table refuses a missing second person by itself.
 */
export async function approveDraft(
  database: Pick<Database, "pool" | "db">,
  actor: StaffActor,
  input: MoveDraftInput,
): Answer<PublishedAnswer> {
  const { operationId, draftId, revision } = input;
  const payload = { draftId, revision };
  const request = {
    operationId,
    actor,
    command: "policy.publish",
    permission: "policy.approve",
    payload,
  } as const;
  const published = await runOperation<PublishedAnswer, PolicyRefusal>(database, request, async (op) => {
    await lockPolicies(op);
    const found = await lockMovable(op, input, "approve");
    if (!found.ok) return found;
    const draft = found.value;
    const isSecond = checkSecondPerson(draft, actor.id);
    if (!isSecond.ok) return isSecond;
    const publishable = await checkPublishable(op, draft);
    if (!publishable.ok) return publishable;
    const { version, baseVersion, title, policy, editedBy, proposedBy } = draft;
    const note = await findDraftNote(op.query, draftId);
    await saveVersion(op, {
      version,
      policy,
      publishedAt: op.at,
      publishedBy: actor.id,
      title,
      note,
      baseVersion,
      draftId,
      editedBy,
      proposedBy,
      approvedBy: actor.id,
      rollsBackTo: null,
    });
    await endShadow(op, draftId);
    await saveDraftState(op, draftId, { state: "published", proposedBy, at: op.at, note });
    op.audit({
      subjectType: "policy",
      subjectId: String(version),
      data: {
        draftId,
        revision,
        baseVersion,
        proposedBy,
        changed: diffPolicies(publishable.value, policy).length,
      },
    });
    op.hint({ topic: "policy" });
    return ok({ version, publishedAt: op.at.toISOString() });
  });
  forgetPolicy(database);
  return published;
}

/**
 * Publishes the content of an earlier version again, under a new number: what went wrong is undone by one person, with a
 * reason, at once. What the earlier version lacks is taken from the one in force.
 * Refusals: `version_not_found`, `base_outdated` when another version came into force meanwhile, `nothing_changed`,
 * `policy_invalid` when its content no longer passes, `forbidden`.
 */
export async function rollBack(
  database: Pick<Database, "pool" | "db">,
  actor: StaffActor,
  input: RollBackInput,
): Answer<PublishedAnswer> {
  const { operationId, toVersion, inForce, reason } = input;
  const payload = { toVersion, inForce, reason };
  const request = {
    operationId,
    actor,
    command: "policy.roll_back",
    permission: "policy.edit",
    payload,
  } as const;
  const published = await runOperation<PublishedAnswer, PolicyRefusal>(database, request, async (op) => {
    await lockPolicies(op);
    const now = await findVersionInForce(op.query);
    if (now !== inForce) return refuse({ code: "base_outdated", inForce: now });
    const [found, current] = [await findPolicy(op.query, toVersion), await findPolicy(op.query, now)];
    if (!found || !current) return refuse({ code: "version_not_found" });
    const policy = completePolicy(found, current);
    const changes = diffPolicies(current, policy);
    if (changes.length === 0) return refuse({ code: "nothing_changed" });
    const findings = checkPolicy(policy);
    if (findings.length > 0 || !policySchema.safeParse(policy).success) {
      return refuse({ code: "policy_invalid", findings });
    }
    const version = await findNextVersion(op.query);
    await saveVersion(op, {
      version,
      policy,
      publishedAt: op.at,
      publishedBy: actor.id,
      title: `Back to version ${toVersion}`,
      note: reason.trim(),
      baseVersion: now,
      draftId: null,
      editedBy: null,
      proposedBy: null,
      approvedBy: null,
      rollsBackTo: toVersion,
    });
    op.audit({
      subjectType: "policy",
      subjectId: String(version),
      data: { rollsBackTo: toVersion, baseVersion: now, changed: changes.length },
    });
    op.hint({ topic: "policy" });
    return ok({ version, publishedAt: op.at.toISOString() });
  });
  forgetPolicy(database);
  return published;
}
