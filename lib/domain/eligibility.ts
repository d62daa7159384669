import {
  type DayCount,
  directionOf,
  type GateCheck,
  type GateCode,
  type GateFacts,
  type GateSender,
  type GateSending,
  isPremium,
  sumOf,
} from "./gate-facts";
import { ACCOUNT_TYPE_LABELS, type Profile } from "./member";
import type { GatePolicy, NewAccountTier } from "./policy-gate";
import { DAY_MS, DAY_SECONDS, dayOf, MONTH_DAYS } from "./utc-day";

type Standing = Pick<GateSender, "accountType" | "connectionCount" | "profile">;
type Asked = { policy: GatePolicy; facts: GateFacts; sending: GateSending; at: Date };
type Found = Pick<GateCheck, "measured" | "threshold" | "windowSeconds" | "freeAt" | "detail">;
/** What a rule found: why it does not apply, or whether it stops the message. */
type Answer = string | ({ isStopped: boolean } & Found);
type Rule = {
  rule: string;
  code: GateCode;
  effect: GateCheck["effect"];
  /** Why the rule does not apply; null where it does. */
  exempts: ((asked: Asked) => string | null)[];
  answer: (asked: Asked) => Answer;
};

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const request = ({ sending }: Asked) =>
  sending.channel === "connection_request" ? "Does not apply to connection requests." : null;
const reply = ({ facts, sending }: Asked) =>
  directionOf(facts, sending) === "reply" ? "A reply is not stopped by this." : null;
const page = ({ facts }: Asked) =>
  facts.sender.accountType === "company_page" ? "Company pages have limits of their own." : null;
const connected = ({ sending }: Asked) =>
  sending.degree === 1 ? "The two are connected, so this does not apply." : null;
const otherThanChat = ({ sending }: Asked) =>
  sending.channel === "chat" || sending.channel === "group" ? null : "Applies to chat and group messages.";

const inmailStarts = ({ channel, startedNotConnected }: DayCount): number =>
  channel === "inmail" ? startedNotConnected : 0;

/** What a profile lacks, in words for its owner; empty when it is complete enough (E2). */
export function profileGaps(
  minimum: GatePolicy["profile"],
  profile: Profile,
): { detail: string; measured?: number; threshold?: number }[] {
  const short = (measured: number, threshold: number, detail: string) =>
    measured < threshold ? [{ measured, threshold, detail }] : [];
  return [
    ...(minimum.needsPhoto && !profile.photo ? [{ detail: "a photo" }] : []),
    ...(minimum.needsPosition && !profile.currentPosition ? [{ detail: "a current position" }] : []),
    ...short(profile.skills, minimum.minSkills, `skills (${profile.skills} of ${minimum.minSkills})`),
    ...short(profile.schools, minimum.minSchools, `schools (${profile.schools} of ${minimum.minSchools})`),
    ...short(
      profile.completenessPercent,
      minimum.minCompletenessPercent,
      `completeness (${profile.completenessPercent} of ${minimum.minCompletenessPercent} percent)`,
    ),
  ];
}

/** Whether an account meets, by what is on record, what E1 or E2 asks of it before it writes messages. */
export function meetsRequirement(policy: GatePolicy, rule: "E1" | "E2", sender: Standing): boolean {
  return rule === "E1"
    ? sender.connectionCount >= policy.minConnections[sender.accountType]
    : profileGaps(policy.profile, sender.profile).length === 0;
}

/**
 * The limits of a new account at an instant, or null for one that is old enough (E6). Where the policy's tiers
 * contradict each other, the laxer figure counts: growing older never costs anything.
 */
function tierAt(policy: GatePolicy, joinedAt: Date, at: Date): NewAccountTier | null {
  const ageDays = (at.getTime() - joinedAt.getTime()) / DAY_MS;
  const tiers = [...policy.newAccountTiers].sort((a, b) => a.underDays - b.underDays);
  const index = tiers.findIndex(({ underDays }) => ageDays < underDays);
  const tier = tiers[index];
  if (!tier) return null;
  const upTo = tiers.slice(0, index + 1);
  return {
    underDays: tier.underDays,
    inmailPerMonth: Math.max(...upTo.map((one) => one.inmailPerMonth)),
    requestsPerDay: Math.max(...upTo.map((one) => one.requestsPerDay)),
    minConnections: Math.min(...upTo.map((one) => one.minConnections)),
  };
}

/** When so many InMails have left the 30 days that one fits again; null where none ever does. */
function inmailFreeAt({ facts, at }: Asked, allowance: number): Date | null {
  if (allowance === 0) return null;
  const today = dayOf(at);
  for (let ahead = 1; ahead <= MONTH_DAYS; ahead++) {
    if (sumOf(facts, at, MONTH_DAYS - ahead, inmailStarts) < allowance) {
      return new Date((today + ahead) * DAY_MS);
    }
  }
  return null;
}

/** A rule for new accounts: the answer in the account's tier. */
function inTier(ask: (asked: Asked, tier: NewAccountTier) => Answer): (asked: Asked) => Answer {
  return (asked) => {
    const tier = tierAt(asked.policy, asked.facts.sender.joinedAt, asked.at);
    return tier ? ask(asked, tier) : "The account is old enough.";
  };
}

const newAccount = { rule: "E6", code: "new_account_limit", effect: "lock" } as const;

const RULES: Rule[] = [
  {
    rule: "E7",
    code: "recipient_connections_only",
    effect: "refuse",
    exempts: [request],
    answer: ({ facts, sending }) => ({
      isStopped: facts.recipient?.acceptsMessagesFrom === "connections" && sending.degree !== 1,
      detail:
        facts.recipient?.acceptsMessagesFrom === "connections"
          ? "The recipient accepts messages from connections only."
          : "The recipient accepts messages from anyone.",
    }),
  },
  {
    rule: "E10",
    code: "recipient_opted_out",
    effect: "refuse",
    exempts: [],
    answer: ({ facts }) => ({
      isStopped: facts.stoppedAt !== null,
      detail: facts.stoppedAt
        ? "The recipient asked the sender to stop writing."
        : "The recipient has not asked the sender to stop.",
    }),
  },
  {
    rule: "E1",
    code: "too_few_connections",
    effect: "lock",
    exempts: [request, page, reply],
    answer: ({ policy, facts: { sender } }) => {
      const threshold = policy.minConnections[sender.accountType];
      const label = ACCOUNT_TYPE_LABELS[sender.accountType];
      return {
        isStopped: !meetsRequirement(policy, "E1", sender),
        measured: sender.connectionCount,
        threshold,
        detail: `The account has ${plural(sender.connectionCount, "connection")}; ${label} accounts need ${threshold} before they write messages.`,
      };
    },
  },
  {
    rule: "E2",
    code: "profile_incomplete",
    effect: "lock",
    exempts: [request, page, reply],
    answer: ({ policy, facts }) => {
      const gaps = profileGaps(policy.profile, facts.sender.profile);
      const [only] = gaps;
      return {
        isStopped: gaps.length > 0,
        ...(gaps.length === 1 && only?.measured !== undefined && only.threshold !== undefined
          ? { measured: only.measured, threshold: only.threshold }
          : {}),
        detail: only
          ? `The profile still needs ${gaps.map((gap) => gap.detail).join(", ")}.`
          : "The profile is complete enough.",
      };
    },
  },
  {
    rule: "E3",
    code: "no_shared_connections",
    effect: "lock",
    exempts: [otherThanChat, connected, reply],
    answer: ({ policy, sending: { sharedConnections } }) => ({
      isStopped: sharedConnections < policy.minSharedConnections,
      measured: sharedConnections,
      threshold: policy.minSharedConnections,
      detail: `The two share ${plural(sharedConnections, "connection")}; at least ${policy.minSharedConnections} must be shared.`,
    }),
  },
  {
    rule: "E4",
    code: "degree_too_far",
    effect: "lock",
    exempts: [otherThanChat, connected, reply],
    answer: ({ policy: { degree }, facts, sending }) => {
      const isFree = !isPremium(facts.sender);
      const isBoundToFirst = isFree && degree.isFreeFirstDegreeOnly;
      const isOpened = degree.doesRequestOpen && facts.requestedAt !== null;
      const own = !isFree && degree.isSecondOpenToPremium ? 2 : 1;
      const threshold = isBoundToFirst ? 1 : isOpened ? 3 : own;
      const way = isBoundToFirst
        ? "accounts that do not pay write to their connections only"
        : isOpened
          ? "a connection request was sent before"
          : degree.doesRequestOpen
            ? `without a connection request it may write as far as degree ${threshold}`
            : `it may write as far as degree ${threshold}`;
      return {
        isStopped: sending.degree > threshold,
        measured: sending.degree,
        threshold,
        detail: `The recipient is ${sending.degree === 2 ? "a 2nd" : "a 3rd"} degree contact; ${way}.`,
      };
    },
  },
  {
    rule: "E5",
    code: "inmail_allowance_used",
    effect: "refuse",
    exempts: [
      ({ sending }) => (sending.channel === "inmail" ? null : "Applies to InMail only."),
      connected,
      reply,
    ],
    answer: (asked) => {
      const { accountType } = asked.facts.sender;
      const threshold = asked.policy.inmailPerMonth[accountType];
      const measured = sumOf(asked.facts, asked.at, MONTH_DAYS, inmailStarts);
      const isStopped = measured >= threshold;
      return {
        isStopped,
        measured,
        threshold,
        windowSeconds: MONTH_DAYS * DAY_SECONDS,
        ...(isStopped ? { freeAt: inmailFreeAt(asked, threshold) } : {}),
        detail: `${plural(measured, "InMail")} sent in 30 days; ${ACCOUNT_TYPE_LABELS[accountType]} accounts have ${threshold}.`,
      };
    },
  },
  {
    ...newAccount,
    exempts: [
      ({ sending: { channel } }) =>
        channel === "chat" || channel === "group" || channel === "inmail"
          ? null
          : "Applies to chat, group and InMail.",
      connected,
      reply,
    ],
    answer: inTier(({ facts: { sender } }, { underDays, minConnections }) => ({
      isStopped: sender.connectionCount < minConnections,
      measured: sender.connectionCount,
      threshold: minConnections,
      detail: `The account has ${plural(sender.connectionCount, "connection")}; one under ${underDays} days old needs ${minConnections} before it writes to people it is not connected with.`,
    })),
  },
  {
    ...newAccount,
    exempts: [
      ({ sending }) => (sending.channel === "inmail" ? null : "Applies to InMail only."),
      connected,
      reply,
    ],
    answer: inTier(({ facts, at }, { underDays, inmailPerMonth }) => {
      const measured = sumOf(facts, at, MONTH_DAYS, inmailStarts);
      return {
        isStopped: measured >= inmailPerMonth,
        measured,
        threshold: inmailPerMonth,
        windowSeconds: MONTH_DAYS * DAY_SECONDS,
        detail: `${plural(measured, "InMail")} sent in 30 days; an account under ${underDays} days old has ${inmailPerMonth}.`,
      };
    }),
  },
  {
    ...newAccount,
    exempts: [
      ({ sending }) =>
        sending.channel === "connection_request" ? null : "Applies to connection requests only.",
      connected,
      reply,
    ],
    answer: inTier(({ facts, at }, { underDays, requestsPerDay }) => {
      const measured = sumOf(facts, at, 1, ({ channel, sent }) =>
        channel === "connection_request" ? sent : 0,
      );
      return {
        isStopped: measured >= requestsPerDay,
        measured,
        threshold: requestsPerDay,
        windowSeconds: DAY_SECONDS,
        detail: `${plural(measured, "connection request")} sent today (UTC); an account under ${underDays} days old has ${requestsPerDay} a day.`,
      };
    }),
  },
  {
    rule: "E8",
    code: "page_limit",
    effect: "lock",
    exempts: [
      request,
      ({ facts }) => (facts.sender.accountType === "company_page" ? null : "Applies to company pages only."),
      reply,
    ],
    answer: ({ policy, facts, sending, at }) => {
      const isFollower = sending.degree === 1;
      if (!isFollower && facts.sender.isFollowersOnlyPage) {
        return { isStopped: true, detail: "This page writes to its followers only." };
      }
      const threshold = isFollower ? policy.page.toFollowersPerDay : policy.page.toOthersPerDay;
      const measured = sumOf(facts, at, 1, ({ channel, started, startedNotConnected }) =>
        channel === "connection_request"
          ? 0
          : isFollower
            ? started - startedNotConnected
            : startedNotConnected,
      );
      return {
        isStopped: measured >= threshold,
        measured,
        threshold,
        windowSeconds: DAY_SECONDS,
        detail: `The page wrote first to ${measured} ${isFollower ? "followers" : "people who do not follow it"} today (UTC); it may to ${threshold}.`,
      };
    },
  },
];

/**
 * Who may message whom (E1–E8, E10): every rule with its figure, in the gate's order. What the recipient decided comes
 * first, because it refuses whatever else holds; then by number.
 */
export function checkEligibility(
  policy: GatePolicy,
  facts: GateFacts,
  sending: GateSending,
  at: Date,
): GateCheck[] {
  const asked = { policy, facts, sending, at };
  return RULES.map(({ rule, code, effect, exempts, answer }) => {
    const common = { step: "eligibility", rule, code, effect } as const;
    for (const exempt of exempts) {
      const detail = exempt(asked);
      if (detail !== null) return { ...common, outcome: "not_applicable", detail };
    }
    const found = answer(asked);
    if (typeof found === "string") return { ...common, outcome: "not_applicable", detail: found };
    const { isStopped, ...figures } = found;
    return { ...common, outcome: isStopped ? "stopped" : "passed", ...figures };
  });
}
