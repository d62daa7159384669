import { listNamesakes, type SoughtName } from "@/db/queries/fake-account";
import { listRaised } from "@/db/queries/signal";
import type { Hit } from "@/lib/domain/detector";
import {
  FAKE_SIGN_POINTS,
  fakeHit,
  fakePoints,
  fakeSigns,
  hasDeceptiveLetters,
  nameSkeleton,
  type ProfiledMember,
} from "@/lib/domain/fake-account";
import { linksOf, type SharedFingerprint } from "@/lib/domain/linked-accounts";
import { evasionHits, findShared } from "./linked-accounts";
import type { Operation } from "./run-operation";
import { type Measuring, recordHits } from "./signal";

/** Names of older accounts, looked up only for members who could reach the threshold by one. */
async function soughtNamesakes(
  op: Operation,
  { policy }: Measuring,
  members: ProfiledMember[],
  linked: ReadonlyMap<string, number>,
): Promise<Map<string, string>> {
  const names = members.flatMap((member): SoughtName[] => {
    const around = { linked: linked.get(member.memberId) ?? 0, namesakeId: null };
    const points = fakePoints(fakeSigns(policy, member, around, op.at)) + FAKE_SIGN_POINTS.name_of_another;
    const skeleton = nameSkeleton(member.displayName);
    if (points < policy.detectors.D21.points || skeleton === "") return [];
    const { memberId, joinedAt, displayName } = member;
    return [{ memberId, skeleton, joinedAt, isDisguised: hasDeceptiveLetters(displayName) }];
  });
  return listNamesakes(op.query, names);
}

/** Accounts among these that look fake (D21). */
async function fakeHits(
  op: Operation,
  measuring: Measuring,
  members: ProfiledMember[],
  shared: SharedFingerprint[],
): Promise<Hit[]> {
  const { policy } = measuring;
  if (!policy.detectors.D21.isOn) return [];
  const links = Map.groupBy(linksOf(shared, policy.detectors.D22), (link) => link.memberId);
  const linked = new Map([...links].map(([memberId, own]) => [memberId, own.length]));
  const namesakes = await soughtNamesakes(op, measuring, members, linked);
  const suspected = members.flatMap((member) => {
    const { memberId } = member;
    const around = { linked: linked.get(memberId) ?? 0, namesakeId: namesakes.get(memberId) ?? null };
    return fakeHit(policy, member, around, null, op.at) ? [{ member, around }] : [];
  });
  if (suspected.length === 0) return [];
  const memberIds = suspected.map(({ member }) => member.memberId);
  const raised = await listRaised(op.query, memberIds, ["D21"], measuring);
  const pointsOf = new Map(raised.map((row) => [row.memberId, row.measured]));
  return suspected.flatMap(
    ({ member, around }) =>
      fakeHit(policy, member, around, pointsOf.get(member.memberId) ?? null, op.at) ?? [],
  );
}

/**
 * Looks at members this operation has just written: fake accounts (D21) and accounts linked to a restricted one (D22).
 * What it finds is recorded; nobody is restricted.
 */
export async function observeMembers(
  op: Operation,
  measured: Measuring[],
  members: ProfiledMember[],
): Promise<void> {
  if (members.length === 0) return;
  const memberIds = members.map((member) => member.memberId);
  const policies = measured.map(({ policy }) => policy);
  const shared = await findShared(op.query, memberIds, policies);
  for (const measuring of measured) {
    const fakes = await fakeHits(op, measuring, members, shared);
    const evasions = await evasionHits(op, measuring, shared);
    await recordHits(op, measuring, [...fakes, ...evasions]);
  }
}
