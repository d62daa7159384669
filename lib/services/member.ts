import type { Database } from "@/db/connect";
import { type MemberRow, saveFingerprints, saveMembers } from "@/db/queries/member";
import {
  type BatchAnswer,
  type IdentifiedMemberInput,
  identifiedMemberInput,
  type MemberInput,
} from "@/lib/contracts/member";
import { firstRefusal, parseFields } from "@/lib/contracts/text";
import type { Actor } from "@/lib/domain/actor";
import type { ProfiledMember } from "@/lib/domain/fake-account";
import { ok, type Result } from "@/lib/domain/result";
import type { Alongside } from "./idempotency";
import { enqueueReleases } from "./lock-release";
import { observeMembers } from "./observe-member";
import { type OperationRefusal, runOperation } from "./run-operation";
import { measurings } from "./signal";

function rowOf(memberId: string, input: MemberInput): MemberRow {
  return {
    memberId,
    accountType: input.accountType,
    displayName: input.displayName,
    joinedAt: input.joinedAt,
    connectionCount: input.connectionCount,
    profile: input.profile,
    email: input.email ?? null,
    locale: input.locale ?? null,
    country: input.country ?? null,
    acceptsMessagesFrom: input.acceptsMessagesFrom,
    isFollowersOnlyPage: input.followersOnlyPage ?? false,
  };
}

function fingerprintsOf(memberId: string, input: MemberInput) {
  return (input.fingerprints ?? []).map(({ kind, hash }) => ({ memberId, kind, hash }));
}

export type PutMemberAnswer = { memberId: string; isNew: boolean };

function profileOf(memberId: string, input: MemberInput): ProfiledMember {
  const { displayName, accountType, joinedAt, profile } = input;
  return { memberId, displayName, accountType, joinedAt: new Date(joinedAt), profile };
}

/**
 * Creates or replaces a member by the platform's id. Fingerprints are added, never taken back. The account is looked at
 * for D21 and D22.
 */
export async function putMember(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  memberId: string,
  input: MemberInput,
  extra: Alongside<PutMemberAnswer> = {},
): Promise<Result<PutMemberAnswer, OperationRefusal>> {
  const payload = { memberId, ...JSON.parse(JSON.stringify(input)) };
  const { operationId } = extra;
  const measured = await measurings(database);
  return await runOperation(
    database,
    { actor, command: "member.put", payload, ...(operationId ? { operationId } : {}) },
    async (op) => {
      await extra.first?.(op);
      const [saved] = await saveMembers(op, [rowOf(memberId, input)]);
      if (!saved) throw new Error("a member was not saved");
      await saveFingerprints(op, fingerprintsOf(memberId, input));
      await observeMembers(op, measured, [profileOf(memberId, input)]);
      if (!saved.isNew) await enqueueReleases(op, [memberId]);
      op.audit({
        subjectType: "member",
        subjectId: memberId,
        data: { accountType: input.accountType, isNew: saved.isNew },
      });
      await extra.alongside?.(op, saved);
      return ok(saved);
    },
  );
}

/**
 * Creates or replaces up to a thousand members. Every item is checked on its own: bad ones are named by their place, the
 * good ones go in. Of two with the same id the later counts.
 */
export async function putMembers(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  items: unknown[],
  extra: Alongside<BatchAnswer> = {},
): Promise<Result<BatchAnswer, OperationRefusal>> {
  const rejected: BatchAnswer["rejected"] = [];
  const good: IdentifiedMemberInput[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = parseFields(identifiedMemberInput, item);
    if (parsed.success) good.push(parsed.data);
    else rejected.push({ index, ...firstRefusal(parsed.error) });
  }
  const latest = new Map(good.map((input) => [input.id, input]));
  const answer: BatchAnswer = { accepted: good.length, rejected };
  const { operationId } = extra;
  const measured = await measurings(database);
  return await runOperation(
    database,
    {
      actor,
      command: "member.batch",
      payload: JSON.parse(JSON.stringify(items)),
      ...(operationId ? { operationId } : {}),
    },
    async (op) => {
      await extra.first?.(op);
      const inputs = [...latest.values()];
      const saved =
        inputs.length > 0
          ? await saveMembers(
              op,
              inputs.map((input) => rowOf(input.id, input)),
            )
          : [];
      await saveFingerprints(
        op,
        inputs.flatMap((input) => fingerprintsOf(input.id, input)),
      );
      await observeMembers(
        op,
        measured,
        inputs.map((input) => profileOf(input.id, input)),
      );
      await enqueueReleases(
        op,
        saved.filter((one) => !one.isNew).map((one) => one.memberId),
      );
      op.audit({
        subjectType: "member_batch",
        subjectId: op.operationId,
        data: {
          accepted: answer.accepted,
          rejected: rejected.length,
          created: saved.filter((one) => one.isNew).length,
        },
      });
      await extra.alongside?.(op, answer);
      return ok(answer);
    },
  );
}
