import { likeness, signatureOf } from "./near-duplicate";
import type { Marks, Measuring, ObservedMessage } from "./observer";
import { dayOf } from "./utc-day";

/** Nearly the same text to several people (D9), as kept in `sender_states.campaigns`. */
export type Campaign = {
  /** Of the text that began it. */
  signature: string;
  /** [recipient, UTC day it last went to them], the latest last. */
  recipients: [string, number][];
  /** The latest last. */
  messageIds: string[];
  marks: Marks;
};

/** Bounds of what is remembered of one sender. */
const CAMPAIGNS_KEPT = 40;
const RECIPIENTS_KEPT = 500;
const MESSAGES_KEPT = 20;

function closest(campaigns: Campaign[], signature: string, similarityPercent: number): Campaign | null {
  let best: Campaign | null = null;
  let most = 0;
  for (const campaign of campaigns) {
    const found = campaign.signature === signature ? 1 : likeness(campaign.signature, signature);
    if (found * 100 >= similarityPercent && found > most) {
      best = campaign;
      most = found;
      if (found === 1) break;
    }
  }
  return best;
}

/** Forgets campaigns without a recipient left, then, beyond the bound, those that went to fewest, the oldest first. */
function forget(campaigns: Campaign[], day: number, windowDays: number): void {
  const left = campaigns.filter(({ recipients }) => (recipients.at(-1)?.[1] ?? day) > day - windowDays);
  while (left.length >= CAMPAIGNS_KEPT) {
    const fewest = Math.min(...left.map(({ recipients }) => recipients.length));
    left.splice(
      left.findIndex(({ recipients }) => recipients.length === fewest),
      1,
    );
  }
  campaigns.splice(0, campaigns.length, ...left);
}

/**
 * The campaign a text belongs to, made when there is none; the message and its recipient are added. Null when the text is
 * too short to tell. What is remembered of one sender is bounded: small campaigns give way to new ones.
 */
export function campaignOf(
  campaigns: Campaign[],
  { body, messageId, recipientId, sentAt }: ObservedMessage,
  { similarityPercent, windowDays, minWords }: Measuring,
): Campaign | null {
  const signature = signatureOf(body, minWords);
  if (signature === null) return null;
  const day = dayOf(sentAt);
  let campaign = closest(campaigns, signature, similarityPercent);
  if (campaign) campaigns.splice(campaigns.lastIndexOf(campaign), 1);
  else {
    campaign = { signature, recipients: [], messageIds: [], marks: {} };
    forget(campaigns, day, windowDays);
  }
  campaigns.push(campaign);
  addRecipient(campaign, recipientId, day, windowDays);
  campaign.messageIds = [...campaign.messageIds, messageId].slice(-MESSAGES_KEPT);
  return campaign;
}

function addRecipient(campaign: Campaign, recipientId: string, day: number, windowDays: number): void {
  const known = campaign.recipients.findIndex(([id]) => id === recipientId);
  const lastDay = Math.max(day, campaign.recipients[known]?.[1] ?? day);
  if (known >= 0) campaign.recipients.splice(known, 1);
  let place = campaign.recipients.length;
  while (place > 0 && (campaign.recipients[place - 1]?.[1] ?? day) > lastDay) place--;
  campaign.recipients.splice(place, 0, [recipientId, lastDay]);
  const latest = campaign.recipients[campaign.recipients.length - 1]?.[1] ?? day;
  let past = Math.max(0, campaign.recipients.length - RECIPIENTS_KEPT);
  while ((campaign.recipients[past]?.[1] ?? latest) <= latest - windowDays) past++;
  if (past > 0) campaign.recipients.splice(0, past);
}

/** Distinct recipients of a campaign in the `windowDays` UTC days ending with `day`. */
export function recipientsWithin(campaign: Campaign, day: number, windowDays: number): number {
  let count = 0;
  for (const [, lastDay] of campaign.recipients) if (lastDay > day - windowDays && lastDay <= day) count++;
  return count;
}
