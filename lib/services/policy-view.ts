import type { Database } from "@/db/connect";
import { asking, reading } from "@/db/queries/ask";
import {
  type DraftRecord,
  findDraft,
  findDraftVersion,
  findPolicy,
  findVersion,
  listDrafts,
  listVersions,
  type VersionRecord,
} from "@/db/queries/policy";
import {
  type DraftLine,
  type PoliciesView,
  type PolicyEditorView,
  policyRefusalText,
  type VersionLine,
} from "@/lib/contracts/policy-view";
import type { StaffActor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";
import { DEFAULT_POLICY, type Policy } from "@/lib/domain/policy";
import { diffPolicies } from "@/lib/domain/policy-diff";
import { checkSecondPerson, isDrawnFrom } from "@/lib/domain/policy-draft";
import { completePolicy } from "@/lib/domain/policy-merge";

/** Versions of the history on one page. */
const HISTORY_PAGE = 20;

function approvalRefusal(draft: DraftRecord, actor: StaffActor, inForce: number): string | null {
  if (!can(actor.role, "policy.approve")) {
    return "It takes a policy manager or senior moderator who did not work on it.";
  }
  if (draft.state !== "proposed") return policyRefusalText({ code: "not_proposed" });
  const isSecond = checkSecondPerson(draft, actor.id);
  if (!isSecond.ok) return policyRefusalText(isSecond.error);
  return isDrawnFrom(draft, inForce) ? null : policyRefusalText({ code: "base_outdated", inForce });
}

function draftLine(draft: DraftRecord, base: Policy | null, actor: StaffActor, inForce: number): DraftLine {
  return {
    draftId: draft.draftId,
    version: draft.version,
    title: draft.title,
    baseVersion: draft.baseVersion,
    isBehind: !isDrawnFrom(draft, inForce),
    state: draft.state,
    revision: draft.revision,
    changes: base ? diffPolicies(base, draft.policy) : [],
    editors: draft.editors,
    editedAt: draft.editedAt.toISOString(),
    proposedBy: draft.proposedByName,
    proposedAt: draft.proposedAt?.toISOString() ?? null,
    note: draft.note,
    isInShadow: draft.isInShadow,
    mayApprove: approvalRefusal(draft, actor, inForce) === null,
  };
}

function versionLine(version: VersionRecord, before: Policy | null): VersionLine {
  const { policy, publishedAt, baseVersion: _, ...rest } = version;
  return {
    ...rest,
    publishedAt: publishedAt.toISOString(),
    changes: before ? diffPolicies(before, policy) : [],
    isFirst: before === null,
  };
}

/**
 * What is in force, what is on its way, and what was before, newest first.
 *
 * @param before shows versions below this one; null from the newest.
 * @throws when no policy is published.
 */
export function viewPolicies(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  before: number | null,
): Promise<PoliciesView> {
  return reading(database, async (ask) => {
    const [versions, [newest, secondNewest], drafts] = await Promise.all([
      listVersions(ask, before, HISTORY_PAGE + 1),
      listVersions(ask, null, 2),
      listDrafts(ask),
    ]);
    if (!newest) throw new Error("no policy is published");
    const bases = new Map<number, Policy | null>([[newest.version, newest.policy]]);
    for (const number of new Set(drafts.map(({ baseVersion }) => baseVersion))) {
      if (!bases.has(number)) bases.set(number, await findPolicy(ask, number));
    }
    const shown = versions.slice(0, HISTORY_PAGE);
    return {
      inForce: versionLine(newest, secondNewest?.policy ?? null),
      drafts: drafts.map((draft) =>
        draftLine(draft, bases.get(draft.baseVersion) ?? null, actor, newest.version),
      ),
      history: shown.map((version, nth) => versionLine(version, versions[nth + 1]?.policy ?? null)),
      before: versions.length > HISTORY_PAGE ? (shown.at(-1)?.version ?? null) : null,
      mayEdit: can(actor.role, "policy.edit"),
    };
  });
}

/** The number a draft has now, for an address with the one it had; null when there is no such draft. */
export function numberOfDraft(database: Pick<Database, "pool">, draftId: string): Promise<number | null> {
  return findDraftVersion(asking(database), draftId);
}

/**
 * A policy for the editor by its number: a draft that is on its way, else the published version, else what became of a
 * draft that never was.
 *
 * @returns null when there is neither.
 */
export function viewPolicy(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  version: number,
): Promise<PolicyEditorView | null> {
  return reading(database, async (ask) => {
    const [published, draft, [newest]] = await Promise.all([
      findVersion(ask, version),
      findDraft(ask, version),
      listVersions(ask, null, 1),
    ]);
    if (!newest) return null;
    const inForce = { version: newest.version, publishedAt: newest.publishedAt.toISOString() };
    const rights = { mayEdit: can(actor.role, "policy.edit"), mayApprove: can(actor.role, "policy.approve") };
    if (published) {
      const [before] = await listVersions(ask, version, 1);
      return {
        version,
        title: published.title ?? `Version ${version}`,
        // One from before a part existed is read with the part's defaults, which held then too.
        policy: completePolicy(published.policy, DEFAULT_POLICY),
        base: before
          ? { version: before.version, policy: completePolicy(before.policy, DEFAULT_POLICY) }
          : null,
        inForce,
        draft: null,
        published: {
          publishedAt: published.publishedAt.toISOString(),
          publishedBy: published.publishedBy,
          rollsBackTo: published.rollsBackTo,
          note: published.note,
        },
        ...rights,
      };
    }
    if (!draft) return null;
    const base = await findPolicy(ask, draft.baseVersion);
    return {
      version,
      title: draft.title,
      policy: draft.policy,
      base: base ? { version: draft.baseVersion, policy: completePolicy(base, DEFAULT_POLICY) } : null,
      inForce,
      draft: {
        draftId: draft.draftId,
        state: draft.state,
        revision: draft.revision,
        editedAt: draft.editedAt.toISOString(),
        editors: draft.editors,
        proposedBy: draft.proposedByName,
        proposedAt: draft.proposedAt?.toISOString() ?? null,
        note: draft.note,
        isBehind: !isDrawnFrom(draft, newest.version),
        approvalRefusal: approvalRefusal(draft, actor, newest.version),
        backTest: draft.backTest
          ? { state: draft.backTest.state, isOld: draft.backTest.revision !== draft.revision }
          : null,
        shadow: draft.shadowFrom
          ? { from: draft.shadowFrom.toISOString(), until: draft.shadowUntil?.toISOString() ?? null }
          : null,
      },
      published: null,
      ...rights,
    };
  });
}
