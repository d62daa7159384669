import { createHash } from "node:crypto";
import { and, eq, isNotNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { lockAppealable } from "@/db/queries/appeal";
import { evidence, evidenceChunks } from "@/db/schema/appeals";
import type { EvidenceRefusal, EvidenceView } from "@/lib/contracts/evidence";
import type { Actor } from "@/lib/domain/actor";
import { checkCanAppeal, EVIDENCE_MAX_FILES } from "@/lib/domain/appeal";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { findByToken } from "./access-token";
import { checkFile } from "./evidence-file";
import { currentPolicy } from "./policy";
import { type OperationRefusal, runOperation } from "./run-operation";

const CHUNK_BYTES = 256 * 1024;

const REFUSED: Record<
  | "too_many_files"
  | "file_already_added"
  | "appeal_exists"
  | "appeal_window_closed"
  | "nothing_to_appeal"
  | "not_found",
  string
> = {
  too_many_files: "There are five files already. Remove one to add another.",
  file_already_added: "This file is there already.",
  appeal_exists: "The appeal has been sent; files can no longer change.",
  appeal_window_closed: "The time to appeal has passed.",
  nothing_to_appeal: "This notice cannot be appealed.",
  not_found: "This link opens nothing.",
};

function refused(code: keyof typeof REFUSED): { ok: false; error: EvidenceRefusal } {
  return refuse({ code, detail: REFUSED[code] });
}

/**
 * Adds a file to an appeal that is being written; the token of the notice is the key. Checked and redrawn before the
 * operation begins (`checkFile`), kept in chunks of 256 KiB.
 *
 * Refusals: see `EvidenceRefusal`, each with a sentence for the member.
 */
export async function addEvidence(
  database: Database,
  token: string,
  file: { name: string; declaredType: string | null; bytes: Buffer },
): Promise<Result<EvidenceView, EvidenceRefusal | OperationRefusal>> {
  const link = await findByToken(database, "notice", token);
  if (!link) return refused("not_found");
  const checked = await checkFile(file.name, file.declaredType, file.bytes);
  if (!checked.ok) return checked;
  const { fileName, contentType, bytes } = checked.value;
  const { policy } = await currentPolicy(database);
  const { memberId, targetId: noticeId } = link;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const actor: Actor = { kind: "member", id: memberId };
  const request = { actor, command: "evidence.add", payload: { noticeId, sha256 } } as const;
  return runOperation<EvidenceView, EvidenceRefusal>(database, request, async (op) => {
    // The closed case's row orders uploads among themselves and against the appeal's sending.
    const found = await lockAppealable(op.query, memberId, noticeId);
    if (!found) return refused("not_found");
    const outcome = found.noticeKind === "decision" ? found.outcome : "upheld";
    const allowed = checkCanAppeal(
      { outcome, informedAt: found.informedAt, hasAppeal: found.appealId !== null },
      policy,
      op.at,
    );
    if (!allowed.ok) return refused(allowed.error.code);
    const drafts = await op.query<{ sha256: string }>(
      "evidence_drafts",
      "select sha256 from evidence where notice_id = $1 and appeal_id is null",
      [noticeId],
    );
    if (drafts.some((draft) => draft.sha256 === sha256)) return refused("file_already_added");
    if (drafts.length >= EVIDENCE_MAX_FILES) return refused("too_many_files");
    const evidenceId = uuidv7();
    const sizeBytes = bytes.length;
    await op.query(
      "evidence_insert",
      `insert into evidence (evidence_id, notice_id, member_id, file_name, content_type, size_bytes, sha256, uploaded_at, op_id)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
      [evidenceId, noticeId, memberId, fileName, contentType, sizeBytes, sha256, op.at, op.operationId],
    );
    for (let n = 0; n * CHUNK_BYTES < sizeBytes; n++) {
      await op.query(
        "evidence_chunk",
        "insert into evidence_chunks (evidence_id, n, bytes, op_id) values ($1,$2,$3,$4)",
        [evidenceId, n, bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES), op.operationId],
      );
    }
    op.audit({
      subjectType: "evidence",
      subjectId: evidenceId,
      data: { noticeId, memberId, contentType, sizeBytes, sha256 },
    });
    return ok({ evidenceId, fileName, contentType, sizeBytes });
  });
}

/** Takes a file away that was not sent yet. Refusals: `not_found` (wrong link, unknown file, or sent with the appeal). */
export async function removeEvidence(
  database: Database,
  token: string,
  evidenceId: string,
): Promise<Result<null, EvidenceRefusal | OperationRefusal>> {
  const link = await findByToken(database, "notice", token);
  if (!link) return refused("not_found");
  const { memberId, targetId: noticeId } = link;
  const actor: Actor = { kind: "member", id: memberId };
  const request = { actor, command: "evidence.remove", payload: { noticeId, evidenceId } } as const;
  return runOperation<null, EvidenceRefusal>(database, request, async (op) => {
    await lockAppealable(op.query, memberId, noticeId);
    // The fence lets an operation delete only rows it has taken by an update.
    const taken = await op.query(
      "evidence_take",
      "update evidence set op_id = $3 where evidence_id = $1 and notice_id = $2 and appeal_id is null returning 1",
      [evidenceId, noticeId, op.operationId],
    );
    if (taken.length === 0) return refused("not_found");
    const byId = [evidenceId];
    await op.query("evidence_chunks_take", "update evidence_chunks set op_id = $2 where evidence_id = $1", [
      ...byId,
      op.operationId,
    ]);
    await op.query("evidence_chunks_drop", "delete from evidence_chunks where evidence_id = $1", byId);
    await op.query("evidence_drop", "delete from evidence where evidence_id = $1", byId);
    op.audit({ subjectType: "evidence", subjectId: evidenceId, data: { noticeId, memberId } });
    return ok(null);
  });
}

/** A file of a sent appeal, to be read chunk by chunk; null when there is none. */
export async function openEvidence(
  { db }: Database,
  evidenceId: string,
): Promise<(EvidenceView & { chunks: AsyncGenerator<Uint8Array> }) | null> {
  const [found] = await db
    .select({
      evidenceId: evidence.evidenceId,
      fileName: evidence.fileName,
      contentType: evidence.contentType,
      sizeBytes: evidence.sizeBytes,
    })
    .from(evidence)
    .where(and(eq(evidence.evidenceId, evidenceId), isNotNull(evidence.appealId)));
  if (!found) return null;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let n = 0; ; n++) {
      const [chunk] = await db
        .select({ bytes: evidenceChunks.bytes })
        .from(evidenceChunks)
        .where(and(eq(evidenceChunks.evidenceId, evidenceId), eq(evidenceChunks.n, n)));
      if (!chunk) return;
      yield chunk.bytes;
    }
  }
  return { ...found, chunks: chunks() };
}
