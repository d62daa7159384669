import type { Hit } from "./detector";
import { findHidden } from "./hidden-characters";
import { inspectText } from "./hostile-text";
import { readAs } from "./look-alikes";
import type { AccountType, Profile } from "./member";
import type { Policy } from "./policy";
import { DAY_MS } from "./utc-day";

/** An account as far as its looks go. */
export type ProfiledMember = {
  memberId: string;
  displayName: string;
  accountType: AccountType;
  joinedAt: Date;
  profile: Profile;
};

/** What others say about it. */
export type FakeContext = {
  /** Other accounts its fingerprints link it to (D22's weights). */
  linked: number;
  /** An older account whose name reads the same, if that was looked up and found. */
  namesakeId: string | null;
};

export const FAKE_SIGNS = [
  "new_account",
  "no_photo",
  "thin_profile",
  "deceptive_letters",
  "name_of_another",
  "linked_accounts",
] as const;
export type FakeSign = (typeof FAKE_SIGNS)[number];

/**
 * Points each sign counts. The first three are what every honest newcomer shows too: together they stay under the
 * default threshold, and it takes something else beside them.
 */
export const FAKE_SIGN_POINTS: Record<FakeSign, number> = {
  new_account: 1,
  no_photo: 1,
  thin_profile: 1,
  deceptive_letters: 2,
  name_of_another: 2,
  linked_accounts: 1,
};

export const FAKE_SIGN_LABELS: Record<FakeSign, string> = {
  new_account: "New account",
  no_photo: "No photo",
  thin_profile: "Profile hardly filled in",
  deceptive_letters: "Name in deceptive letters",
  name_of_another: "Reads like an older account's name",
  linked_accounts: "Shares fingerprints with other accounts",
};

const LETTER = /\p{L}/u;
const NOT_LATIN = /[^\P{L}\p{Script=Latin}]/u;
const DECEPTIVE = ["lookalike", "control", "tag", "surrogate"];
const UNSEEN = ["invisible", "direction"];

/**
 * Whether a name is written to be taken for another: letters of one script among another's, styled letters, or marks that
 * do not show in a Latin name (other scripts need some of them).
 */
export function hasDeceptiveLetters(displayName: string): boolean {
  const kinds = inspectText(displayName).findings.map((finding) => finding.kind as string);
  if (kinds.some((kind) => DECEPTIVE.includes(kind))) return true;
  const isLatin = LETTER.test(displayName) && !NOT_LATIN.test(displayName);
  return isLatin && kinds.some((kind) => UNSEEN.includes(kind));
}

/** A name as an eye reads it: plain letters in lower case, single spaces, nothing hidden. */
export function nameSkeleton(displayName: string): string {
  return Array.from(displayName)
    .filter((letter) => findHidden(letter.codePointAt(0) ?? 0) === null)
    .map((letter) => readAs(letter))
    .join("")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .trim();
}

/** The signs of a fake account that an account shows at an instant (D21). What "new" and "filled in" mean are E6's and E2's. */
export function fakeSigns(
  { gate }: Policy,
  member: ProfiledMember,
  around: FakeContext,
  at: Date,
): FakeSign[] {
  const { profile, joinedAt, accountType } = member;
  const isPage = accountType === "company_page";
  const [youngest] = gate.newAccountTiers;
  const ageMs = at.getTime() - joinedAt.getTime();
  const isThin = profile.completenessPercent < gate.profile.minCompletenessPercent;
  const shown: Record<FakeSign, boolean> = {
    new_account: youngest !== undefined && ageMs < youngest.underDays * DAY_MS,
    no_photo: !profile.photo,
    thin_profile: isThin || (!isPage && !profile.currentPosition),
    deceptive_letters: hasDeceptiveLetters(member.displayName),
    name_of_another: around.namesakeId !== null,
    linked_accounts: around.linked > 0,
  };
  return FAKE_SIGNS.filter((sign) => shown[sign]);
}

/** What signs count together. */
export function fakePoints(signs: readonly FakeSign[]): number {
  return signs.reduce((sum, sign) => sum + FAKE_SIGN_POINTS[sign], 0);
}

/** An account with `points` signs of being fake (D21); raised again only when more was found than the last time. */
export function fakeHit(
  policy: Policy,
  member: ProfiledMember,
  around: FakeContext,
  raisedPoints: number | null,
  at: Date,
): Hit | null {
  const { isOn, points } = policy.detectors.D21;
  const signs = fakeSigns(policy, member, around, at);
  const measured = fakePoints(signs);
  if (!isOn || measured < points || (raisedPoints !== null && measured <= raisedPoints)) return null;
  return {
    rule: "D21",
    memberId: member.memberId,
    at,
    measured,
    threshold: points,
    windowSeconds: 0,
    messageIds: [],
    ...(around.namesakeId === null ? {} : { counterpartId: around.namesakeId }),
    detail: Object.fromEntries(signs.map((sign) => [sign, FAKE_SIGN_POINTS[sign]])),
  };
}
