import type { Channel, Degree } from "../../lib/domain/channel";
import { AMOUNTS, LINKS } from "./breach";
import { CITIES, COMPANY_FIRST, COMPANY_SECOND, INDUSTRIES, ROLES_HELD } from "./names";
import { fill, TALK } from "./talk";
import {
  HOUR_MS,
  instantIn,
  MINUTE_MS,
  type SeedMember,
  type SeedMessage,
  type World,
  weekday,
} from "./world";

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const CHANNEL_SHARES: Record<Channel, number> = {
  chat: 62,
  inmail: 21,
  group: 8,
  page: 5,
  connection_request: 4,
};

/** Where two members write to each other, and how they are connected. */
export type Thread = {
  conversationId: string;
  channel: Channel;
  degree: Degree;
  sharedConnections: number;
};

/** Opens a conversation: strangers meet by InMail or in groups, connections chat. */
export function drawThread(world: World, areStrangers: boolean, sender: SeedMember): Thread {
  const { random } = world;
  const drawn = random.weighted(CHANNEL_SHARES);
  const channel =
    sender.accountType === "company_page" && random.has(0.7)
      ? "page"
      : areStrangers && drawn === "chat" && random.has(0.5)
        ? "inmail"
        : drawn;
  const degree: Degree = channel === "chat" && !areStrangers ? 1 : areStrangers && random.has(0.55) ? 3 : 2;
  return {
    conversationId: `c_${random.letters(12, LETTERS)}`,
    channel,
    degree,
    sharedConnections: degree === 3 ? 0 : Math.round(random.skewed(5, 40)),
  };
}

/** Values for the slots of a text between two members. */
export function slotsFor(world: World, from: SeedMember, to: SeedMember): Record<string, string> {
  const { random } = world;
  return {
    from: from.given,
    to: to.given,
    city: random.pick(CITIES),
    company: `${random.pick(COMPANY_FIRST)} ${random.pick(COMPANY_SECOND)}`,
    role: random.pick(ROLES_HELD),
    industry: random.pick(INDUSTRIES),
    percent: String(random.int(12, 85)),
    number: String(random.int(20, 900)),
    amount: random.pick(AMOUNTS),
    link: random.pick(LINKS),
  };
}

/** Adds a message to the world. The caller sorts once everything is there (`settle`). */
export function send(
  world: World,
  thread: Thread,
  from: SeedMember,
  to: SeedMember,
  message: { at: Date; body: string; isReply?: boolean; isAutomated?: boolean },
): SeedMessage {
  const { random } = world;
  const sent: SeedMessage = {
    senderId: from.memberId,
    messageId: `msg_${random.letters(12, LETTERS)}`,
    sentAt: message.at,
    conversationId: thread.conversationId,
    recipientId: to.memberId,
    channel: thread.channel,
    degree: thread.degree,
    sharedConnections: thread.sharedConnections,
    isReply: message.isReply ?? false,
    isAutomated: message.isAutomated ?? false,
    body: message.body,
    links: message.body.match(/https?:\/\/[^\s\])>"]+/g) ?? [],
    attachments: [],
    receivedAt: message.at,
  };
  world.messages.push(sent);
  return sent;
}

/** One everyday conversation, from its first line to a random point of its script. Returns how many messages it has. */
function talk(world: World, from: SeedMember, to: SeedMember, at: Date): number {
  const { random, now } = world;
  const script = random.pick(TALK[from.language]);
  const thread = drawThread(world, random.has(0.25), from);
  const length = thread.channel === "connection_request" ? 1 : random.int(1, script.length);
  const slots = slotsFor(world, from, to);
  let sentAt = at;
  for (const [place, line] of script.slice(0, length).entries()) {
    if (sentAt >= now) return place;
    const [sender, recipient] = place % 2 === 0 ? [from, to] : [to, from];
    const isReply = place > 0;
    send(world, thread, sender, recipient, {
      at: sentAt,
      body: fill(line, slots),
      isReply,
    });
    sentAt = new Date(sentAt.getTime() + Math.max(MINUTE_MS, HOUR_MS * random.skewed(0.6, 18)));
  }
  return length;
}

/** Fills the world with everyday conversations until it holds as many messages as its scale says. */
export function drawTalk(world: World): void {
  const { random, scale } = world;
  const ordinary = world.members.filter((member) => member.habit === null);
  const byLanguage = Map.groupBy(ordinary, (member) => member.language);
  while (world.messages.length < scale.messages) {
    const from = random.pick(ordinary);
    const to = random.pick(byLanguage.get(from.language) ?? ordinary);
    if (from === to) continue;
    talk(world, from, to, instantIn(world, weekday));
  }
}

/** Sorts the messages by time and indexes them by sender and conversation. */
export function settle(world: World): void {
  world.messages.sort(
    (a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a.messageId < b.messageId ? -1 : 1),
  );
  for (const message of world.messages) {
    for (const [index, key] of [
      [world.bySender, message.senderId],
      [world.byConversation, message.conversationId],
    ] as const) {
      const found = index.get(key);
      if (found) found.push(message);
      else index.set(key, [message]);
    }
  }
}
