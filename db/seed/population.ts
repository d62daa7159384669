import { ACCOUNT_TYPES, type AccountType } from "../../lib/domain/member";
import type { Category } from "../../lib/domain/report";
import { CITIES, COMPANY_FIRST, COMPANY_SECOND, COUNTRIES, FAMILY, GIVEN } from "./names";
import type { Chance } from "./random";
import type { Language } from "./talk";
import { DAY_MS, type Scale, type SeedMember, type SeedStaff } from "./world";

/** The people of the sample console. One of them is hasty: decisions differ from what others would have found. */
export const SAMPLE_STAFF: readonly Omit<SeedStaff, "staffId">[] = [
  {
    email: "moderator@lockkeeper.test",
    displayName: "Ines Vale",
    role: "moderator",
    languages: ["en", "de"],
    share: 25,
    accuracy: 0.96,
  },
  {
    email: "moderator2@lockkeeper.test",
    displayName: "Jun Halloran",
    role: "moderator",
    languages: ["en", "es"],
    share: 22,
    accuracy: 0.96,
  },
  {
    email: "moderator3@lockkeeper.test",
    displayName: "Tomas Rieck",
    role: "moderator",
    languages: ["en", "de"],
    share: 20,
    accuracy: 0.74,
  },
  {
    email: "moderator4@lockkeeper.test",
    displayName: "Adaeze Lund",
    role: "moderator",
    languages: ["en", "fr"],
    share: 21,
    accuracy: 0.97,
  },
  {
    email: "lead@lockkeeper.test",
    displayName: "Priya Holm",
    role: "lead",
    languages: ["en", "de", "fr"],
    share: 12,
    accuracy: 0.98,
  },
  {
    email: "policy@lockkeeper.test",
    displayName: "Bruno Keel",
    role: "policy_manager",
    languages: ["en"],
    share: 0,
    accuracy: 1,
  },
  {
    email: "analyst@lockkeeper.test",
    displayName: "Sofie Arnesen",
    role: "analyst",
    languages: ["en", "fr"],
    share: 0,
    accuracy: 1,
  },
  {
    email: "admin@lockkeeper.test",
    displayName: "Noor Haddad",
    role: "admin",
    languages: ["en"],
    share: 0,
    accuracy: 1,
  },
];

const LANGUAGE_SHARES: Record<Language, number> = { en: 66, de: 14, es: 10, fr: 10 };

/** Shares of account types; pages are members too. */
const ACCOUNT_SHARES: Record<AccountType, number> = {
  basic: 60,
  premium_business: 9,
  premium_career: 8,
  sales_navigator: 7,
  recruiter_lite: 4,
  recruiter_professional: 3,
  recruiter_corporate: 2,
  company_page: 7,
};

/** What offenders do, by share of the cases (dsa.md). */
export const CATEGORY_SHARES: Partial<Record<Category, number>> = {
  spam: 42,
  scam: 22,
  fake_account: 7,
  impersonation: 5,
  harassment: 11,
  sexual: 6,
  hate: 3,
  threat: 1.5,
  privacy: 1.5,
  prohibited_goods: 0.5,
  other: 0.5,
};

/** Share of members who break the policy at some time. */
const OFFENDERS = 0.18;

function drawAccount(random: Chance, place: number, habit: Category | null): AccountType {
  // The first members make sure that every type is there, however small the sample.
  const type = ACCOUNT_TYPES[place];
  if (type) return type;
  if (habit === "spam" || habit === null) return random.weighted(ACCOUNT_SHARES);
  return random.has(0.75) ? "basic" : random.weighted(ACCOUNT_SHARES);
}

function drawProfile(random: Chance, isWeak: boolean): SeedMember["profile"] {
  const skills = isWeak ? random.int(0, 4) : random.int(3, 14);
  return {
    photo: random.has(isWeak ? 0.55 : 0.93),
    currentPosition: random.has(isWeak ? 0.5 : 0.9),
    skills,
    schools: random.int(isWeak ? 0 : 1, 2),
    completenessPercent: isWeak ? random.int(15, 60) : random.int(55, 100),
  };
}

function drawName(
  random: Chance,
  accountType: AccountType,
  language: Language,
): { given: string; displayName: string } {
  if (accountType === "company_page") {
    const displayName = `${random.pick(COMPANY_FIRST)} ${random.pick(COMPANY_SECOND)}${random.has(0.3) ? ` ${random.pick(CITIES)}` : ""}`;
    return { given: displayName, displayName };
  }
  const given = random.pick(GIVEN[language]);
  return { given, displayName: `${given} ${random.pick(FAMILY[language])}` };
}

const ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Plain letters for an address. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z]+/g, ".")
    .replace(/\.+/g, ".")
    .replace(/^\.|\.$/g, "")
    .toLowerCase();
}

/** Draws the members: every account type, four languages, some of them offenders, most long established. */
export function drawMembers(random: Chance, scale: Scale, now: Date, startsAt: Date): SeedMember[] {
  const ids = new Set<string>();
  return Array.from({ length: scale.members }, (_, place) => {
    let memberId: string;
    do memberId = `m_${random.letters(6, ID_LETTERS)}`;
    while (ids.has(memberId));
    ids.add(memberId);
    const language = place < 4 ? "en" : random.weighted(LANGUAGE_SHARES);
    const isOffender = place >= ACCOUNT_TYPES.length && random.has(OFFENDERS);
    const habit = isOffender ? random.weighted(CATEGORY_SHARES) : null;
    const accountType = drawAccount(random, place, habit);
    const isNew = habit !== null && habit !== "spam" && random.has(0.6);
    const ageMs = DAY_MS * Math.min(3_000, random.skewed(isNew ? 25 : 900, isNew ? 120 : 2_400));
    const joinedAt = new Date(Math.min(startsAt.getTime() - DAY_MS, now.getTime() - ageMs));
    const { given, displayName } = drawName(random, accountType, language);
    const country = random.pick(COUNTRIES[language]);
    return {
      memberId,
      accountType,
      displayName,
      given,
      language,
      habit,
      joinedAt,
      connectionCount: Math.round(Math.min(28_000, random.skewed(isNew ? 30 : 260, isNew ? 180 : 1_500))),
      profile: drawProfile(random, isNew),
      email: random.has(0.97)
        ? `${plain(displayName)}.${memberId.slice(2).toLowerCase()}@members.example`
        : null,
      locale: language === "en" && random.has(0.5) ? `en-${country}` : language,
      country,
      acceptsMessagesFrom: random.has(0.18) ? "connections" : "anyone",
      isFollowersOnlyPage: accountType === "company_page" && random.has(0.4),
      eventSequence: 0,
      updatedAt: now,
    };
  });
}
