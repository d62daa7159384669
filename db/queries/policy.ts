import type { Policy } from "../../lib/domain/policy";
import type { BackTestState, DraftState } from "../../lib/domain/policy-draft";
import type { Ask, NamedQuery } from "./ask";

/** One number of a version at a time: taken by everything that makes a number or publishes, before any draft's row. */
export async function lockPolicies(op: NamedQuery): Promise<void> {
  await op.query("policy_lock", "select pg_advisory_xact_lock(hashtextextended('policies', 6))", []);
}

/** The number the next draft or version gets: above every version and every draft. */
export async function findNextVersion(ask: Ask): Promise<number> {
  const text = `select greatest((select coalesce(max(version), 0) from policy_versions),
                                (select coalesce(max(version), 0) from policy_drafts)) + 1 as version`;
  return (await ask<{ version: number }>("policy_next_version", text, []))[0]?.version ?? 1;
}

/** The number of the policy in force, read now; 0 when none is published. */
export async function findVersionInForce(ask: Ask): Promise<number> {
  const text = "select coalesce(max(version), 0) as version from policy_versions";
  return (await ask<{ version: number }>("policy_in_force", text, []))[0]?.version ?? 0;
}

/** A draft as it is moved. */
export type DraftRow = {
  draftId: string;
  version: number;
  title: string;
  baseVersion: number;
  policy: Policy;
  state: DraftState;
  /** Who changed it, the latest last. */
  editedBy: string[];
  editedAt: Date;
  proposedBy: string | null;
  revision: number;
  isInShadow: boolean;
};

const DRAFT_COLUMNS = `draft_id as "draftId", version, title, base_version as "baseVersion", policy, state,
  edited_by::text[] as "editedBy", edited_at as "editedAt", proposed_by as "proposedBy", revision,
  (shadow_from is not null and shadow_until is null) as "isInShadow"`;

/** Takes a draft's row for the rest of the transaction; null when there is none. */
export async function lockDraft(op: NamedQuery, draftId: string): Promise<DraftRow | null> {
  const text = `select ${DRAFT_COLUMNS} from policy_drafts where draft_id = $1 for update`;
  return (await op.query<DraftRow>("policy_lock_draft", text, [draftId]))[0] ?? null;
}

/** Adds a draft. */
export async function saveDraft(
  op: NamedQuery,
  draft: Pick<DraftRow, "draftId" | "version" | "title" | "baseVersion" | "policy"> & {
    createdBy: string;
    at: Date;
  },
): Promise<void> {
  const text = `insert into policy_drafts (draft_id, version, title, base_version, policy, edited_by, created_at, edited_at, op_id)
    values ($1, $2, $3, $4, $5, array[$6::uuid], $7, $7, $8)`;
  const { draftId, version, title, baseVersion, policy, createdBy, at } = draft;
  // biome-ignore format: the order of the columns
  await op.query("policy_save_draft", text, [
    draftId, version, title, baseVersion, JSON.stringify(policy), createdBy, at, op.operationId,
  ]);
}

/** Stores a draft's content as its next revision; whoever wrote it becomes the latest of its editors. */
export async function saveDraftContent(
  op: NamedQuery,
  draft: Pick<DraftRow, "draftId" | "version" | "title" | "baseVersion" | "policy"> & {
    editedBy: string;
    at: Date;
  },
): Promise<number> {
  const text = `update policy_drafts set version = $2, title = $3, base_version = $4, policy = $5,
      edited_by = array_remove(edited_by, $6::uuid) || $6::uuid, edited_at = $7, revision = revision + 1, op_id = $8
    where draft_id = $1 returning revision`;
  const { draftId, version, title, baseVersion, policy, editedBy, at } = draft;
  // biome-ignore format: the order of the columns
  const rows = await op.query<{ revision: number }>("policy_save_content", text, [
    draftId, version, title, baseVersion, JSON.stringify(policy), editedBy, at, op.operationId,
  ]);
  return rows[0]?.revision ?? 0;
}

/** Moves a draft to another state. Proposing keeps who and when; every other state but `published` forgets it. */
export async function saveDraftState(
  op: NamedQuery,
  draftId: string,
  move: { state: DraftState; proposedBy: string | null; at: Date; note: string | null },
): Promise<void> {
  const text = `update policy_drafts set state = $2, proposed_by = $3,
      proposed_at = case when $2 = 'proposed' then $4 when $3::uuid is null then null else proposed_at end,
      note = $5, op_id = $6
    where draft_id = $1`;
  const { state, proposedBy, at, note } = move;
  await op.query("policy_save_state", text, [draftId, state, proposedBy, at, note, op.operationId]);
}

/** What a version is published with, beside its content. */
export type NewVersion = {
  version: number;
  policy: Policy;
  publishedAt: Date;
  publishedBy: string;
  title: string | null;
  note: string | null;
  baseVersion: number;
  draftId: string | null;
  editedBy: string[] | null;
  proposedBy: string | null;
  approvedBy: string | null;
  rollsBackTo: number | null;
};

/** Publishes a version. @throws when it came from a draft and no second person approved it: the table's own check. */
export async function saveVersion(op: NamedQuery, version: NewVersion): Promise<void> {
  const text = `insert into policy_versions (version, policy, published_at, published_by, title, note, base_version, draft_id,
      edited_by, proposed_by, approved_by, rolls_back_to, op_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9::uuid[], $10, $11, $12, $13)`;
  // biome-ignore format: the order of the columns
  await op.query("policy_save_version", text, [
    version.version, JSON.stringify(version.policy), version.publishedAt, version.publishedBy, version.title, version.note,
    version.baseVersion, version.draftId, version.editedBy, version.proposedBy, version.approvedBy, version.rollsBackTo,
    op.operationId,
  ]);
}

/** The content of a published version; null when there is none. */
export async function findPolicy(ask: Ask, version: number): Promise<Policy | null> {
  const text = "select policy from policy_versions where version = $1";
  return (await ask<{ policy: Policy }>("policy_content", text, [version]))[0]?.policy ?? null;
}

/** The note of a draft as it stands. */
export async function findDraftNote(ask: Ask, draftId: string): Promise<string | null> {
  const text = "select note from policy_drafts where draft_id = $1";
  return (await ask<{ note: string | null }>("policy_note", text, [draftId]))[0]?.note ?? null;
}

/** A published version as pages show it. */
export type VersionRecord = {
  version: number;
  policy: Policy;
  title: string | null;
  note: string | null;
  publishedAt: Date;
  /** A person's name, or what published it. */
  publishedBy: string;
  baseVersion: number | null;
  editors: string[];
  proposedBy: string | null;
  approvedBy: string | null;
  rollsBackTo: number | null;
};

const NAMES = (ids: string) =>
  `coalesce((select array_agg(s.display_name order by o.nth) from unnest(${ids}) with ordinality as o (id, nth)
     join staff s on s.staff_id = o.id), '{}')`;
const VERSION_COLUMNS = `v.version, v.policy, v.title, v.note, v.published_at as "publishedAt",
  coalesce(p.display_name, v.published_by) as "publishedBy", v.base_version as "baseVersion",
  ${NAMES("v.edited_by")} as editors, r.display_name as "proposedBy", a.display_name as "approvedBy",
  v.rolls_back_to as "rollsBackTo"`;
const VERSION_JOINS = `left join staff p on p.staff_id::text = v.published_by
  left join staff r on r.staff_id = v.proposed_by left join staff a on a.staff_id = v.approved_by`;

/** Published versions, newest first, from below `before` (null: from the newest). */
export function listVersions(ask: Ask, before: number | null, limit: number): Promise<VersionRecord[]> {
  const text = `select ${VERSION_COLUMNS} from policy_versions v ${VERSION_JOINS}
    where $1::int is null or v.version < $1 order by v.version desc limit $2`;
  return ask<VersionRecord>("policy_versions", text, [before, limit]);
}

/** One published version; null when there is none. */
export async function findVersion(ask: Ask, version: number): Promise<VersionRecord | null> {
  const text = `select ${VERSION_COLUMNS} from policy_versions v ${VERSION_JOINS} where v.version = $1`;
  return (await ask<VersionRecord>("policy_version", text, [version]))[0] ?? null;
}

/** A draft as pages show it. */
export type DraftRecord = DraftRow & {
  createdAt: Date;
  proposedAt: Date | null;
  proposedByName: string | null;
  editors: string[];
  note: string | null;
  shadowFrom: Date | null;
  shadowUntil: Date | null;
  /** The latest back-test and the revision it belongs to. */
  backTest: { state: BackTestState; revision: number } | null;
};

const RECORD_COLUMNS = `d.draft_id as "draftId", d.version, d.title, d.base_version as "baseVersion", d.policy, d.state,
  d.edited_by::text[] as "editedBy", d.edited_at as "editedAt", d.proposed_by as "proposedBy", d.revision,
  (d.shadow_from is not null and d.shadow_until is null) as "isInShadow", d.created_at as "createdAt",
  d.proposed_at as "proposedAt", p.display_name as "proposedByName", ${NAMES("d.edited_by")} as editors, d.note,
  d.shadow_from as "shadowFrom", d.shadow_until as "shadowUntil",
  (select jsonb_build_object('state', b.state, 'revision', b.revision) from back_tests b where b.draft_id = d.draft_id
     order by b.started_at desc limit 1) as "backTest"`;

/** Drafts that are on their way, those proposed first, then by the latest edit. */
export function listDrafts(ask: Ask): Promise<DraftRecord[]> {
  const text = `select ${RECORD_COLUMNS} from policy_drafts d left join staff p on p.staff_id = d.proposed_by
    where d.state in ('editing', 'proposed') order by d.state desc, d.edited_at desc limit 100`;
  return ask<DraftRecord>("policy_drafts", text, []);
}

/** The draft with a version number, whatever became of it; null when there is none. */
export async function findDraft(ask: Ask, version: number): Promise<DraftRecord | null> {
  const text = `select ${RECORD_COLUMNS} from policy_drafts d left join staff p on p.staff_id = d.proposed_by
    where d.version = $1`;
  return (await ask<DraftRecord>("policy_draft", text, [version]))[0] ?? null;
}

/** The number a draft has now; null when there is no such draft. */
export async function findDraftVersion(ask: Ask, draftId: string): Promise<number | null> {
  const text = "select version from policy_drafts where draft_id = $1";
  return (await ask<{ version: number }>("policy_draft_version", text, [draftId]))[0]?.version ?? null;
}

/** Who edited a draft last, by name. */
export async function findLastEditor(ask: Ask, draftId: string): Promise<string | null> {
  const text = `select s.display_name as name from policy_drafts d
    join staff s on s.staff_id = d.edited_by[cardinality(d.edited_by)] where d.draft_id = $1`;
  return (await ask<{ name: string }>("policy_last_editor", text, [draftId]))[0]?.name ?? null;
}
