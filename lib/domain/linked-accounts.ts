import type { Hit } from "./detector";
import { FINGERPRINT_KINDS, type FingerprintKind } from "./member";
import type { Policy } from "./policy";
import type { DetectorPolicy } from "./policy-detectors";

/** A fingerprint an account carries, and how many accounts carry it in all. */
export type CarriedFingerprint = { memberId: string; kind: FingerprintKind; hash: string; carriers: number };

/** A fingerprint two accounts have in common. */
export type SharedFingerprint = {
  memberId: string;
  otherId: string;
  kind: FingerprintKind;
  carriers: number;
};

/** Two accounts that belong together, as far as who they are goes. */
export type Link = { memberId: string; otherId: string };
/** The same with what links them. */
export type WeighedLink = Link & { kinds: FingerprintKind[]; weight: number };

type Linking = DetectorPolicy["D22"];

/** What one shared fingerprint weighs: less in proportion when more than `commonFrom` accounts carry it (an office network). */
function weightOf({ kind, carriers }: Pick<SharedFingerprint, "kind" | "carriers">, d22: Linking): number {
  return d22.weights[kind] * Math.min(1, d22.commonFrom / Math.max(1, carriers));
}

/** Sums of tenths stay tenths. */
function rounded(weight: number): number {
  return Math.round(weight * 1e6) / 1e6;
}

/** Whether what an account carries could link it to any other at all, were all of it shared with one. */
export function couldLink(carried: readonly CarriedFingerprint[], d22: Linking): boolean {
  const most = carried
    .filter(({ carriers }) => carriers > 1)
    .reduce((sum, one) => sum + weightOf(one, d22), 0);
  return rounded(most) >= d22.linkFrom;
}

/** Pairs of accounts whose shared fingerprints weigh `linkFrom` or more, the strongest first (D22). */
export function linksOf(shared: readonly SharedFingerprint[], d22: Linking): WeighedLink[] {
  const pairs = new Map<string, WeighedLink & { found: Set<FingerprintKind> }>();
  for (const one of shared) {
    const key = JSON.stringify([one.memberId, one.otherId]);
    const { memberId, otherId } = one;
    const pair = pairs.get(key) ?? { memberId, otherId, kinds: [], weight: 0, found: new Set() };
    pair.found.add(one.kind);
    pair.weight += weightOf(one, d22);
    pairs.set(key, pair);
  }
  return [...pairs.values()]
    .map(({ found, weight, ...link }) => ({
      ...link,
      kinds: FINGERPRINT_KINDS.filter((kind) => found.has(kind)),
      weight: rounded(weight),
    }))
    .filter((link) => link.weight >= d22.linkFrom)
    .sort((a, b) => b.weight - a.weight || (a.otherId < b.otherId ? -1 : 1));
}

/** Accounts put into groups: linked ones together, transitively. Links to accounts that are not named here are left out. */
export function groupLinked(memberIds: readonly string[], links: readonly Link[]): string[][] {
  const leader = new Map(memberIds.map((id) => [id, id]));
  const leaderOf = (id: string): string => {
    let at = id;
    for (let next = leader.get(at) ?? at; next !== at; next = leader.get(at) ?? at) at = next;
    leader.set(id, at);
    return at;
  };
  for (const { memberId, otherId } of links) {
    if (leader.has(memberId) && leader.has(otherId)) leader.set(leaderOf(memberId), leaderOf(otherId));
  }
  const groups = new Map<string, string[]>();
  for (const id of leader.keys()) {
    const of = leaderOf(id);
    groups.set(of, [...(groups.get(of) ?? []), id]);
  }
  return [...groups.values()];
}

/** Since when an account is under measures that stop or limit it: the first of those in force, and the latest. */
export type Restricted = { firstAt: Date; latestAt: Date };

/** What is known round an account that may be somebody's second one. */
export type Surroundings = {
  links: readonly WeighedLink[];
  /** Restricted ones among the account and those it is linked to. */
  restricted: ReadonlyMap<string, Restricted>;
  /** When D22 was last raised about it; null: never. */
  raisedAt: Date | null;
};

/**
 * An account linked to one under a restriction (D22): raised once for each restriction begun. An account that was
 * restricted first is not the way round it.
 */
export function evasionHit(
  { detectors: { D22 } }: Policy,
  memberId: string,
  { links, restricted, raisedAt }: Surroundings,
  at: Date,
): Hit | null {
  if (!D22.isOn) return null;
  const own = restricted.get(memberId);
  const found = links.filter((link) => {
    const other = link.memberId === memberId ? restricted.get(link.otherId) : undefined;
    if (!other || (own && own.firstAt <= other.latestAt)) return false;
    return raisedAt === null || raisedAt < other.latestAt;
  });
  const [strongest] = found;
  if (!strongest) return null;
  return {
    rule: "D22",
    memberId,
    at,
    measured: strongest.weight,
    threshold: D22.linkFrom,
    windowSeconds: 0,
    messageIds: [],
    counterpartId: strongest.otherId,
    detail: { restricted: found.length, linked: links.length, kinds: strongest.kinds.join(", ") },
  };
}
