import { detect } from "../detector";
import {
  emptyMemory,
  inOrder,
  measuringOf,
  type ObservedMessage,
  type ObservedSender,
  observe,
} from "../observer";
import type { Policy } from "../policy";

/** A member's messages, with what other people answer, and the signals about that member they have to raise. */
export type GoldenStream = {
  name: string;
  sender: Pick<ObservedSender, "accountType" | "connectionCount">;
  messages: ObservedMessage[];
  /** "rule part measured/threshold message", in order. */
  expected: string[];
};

/** Whose messages a stream is about. */
export const SENDER = "sender";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A Monday, 00:00 UTC. */
const BEGIN = Date.UTC(2026, 5, 1);

/** An instant of a stream: so many days and minutes after its beginning. */
export function at(day: number, minutes = 0): Date {
  return new Date(BEGIN + day * DAY_MS + Math.round(minutes * MINUTE_MS));
}

/** One message of the sender; without more, the first by hand to a connection. Ids count from `m001`. */
export class Stream {
  readonly messages: ObservedMessage[] = [];

  /** The sender writes. */
  send(sentAt: Date, recipientId: string, values: Partial<ObservedMessage> = {}): this {
    return this.add({ senderId: SENDER, recipientId, sentAt, ...values });
  }

  /** Somebody answers the sender. */
  answer(sentAt: Date, senderId: string): this {
    return this.add({
      senderId,
      recipientId: SENDER,
      sentAt,
      isReply: true,
      conversationId: `c-${senderId}`,
    });
  }

  private add(
    values: Partial<ObservedMessage> & Pick<ObservedMessage, "senderId" | "recipientId" | "sentAt">,
  ) {
    const messageId = `m${String(this.messages.length + 1).padStart(3, "0")}`;
    this.messages.push({
      messageId,
      conversationId: `c-${values.recipientId}`,
      channel: "chat",
      degree: 1,
      isReply: false,
      isAutomated: false,
      body: "Thanks!",
      ...values,
    });
    return this;
  }
}

/** The signals a stream raises about its sender under a policy, in the form of `expected`. */
export function signalsOf(policy: Policy, { sender, messages }: GoldenStream): string[] {
  const memory = emptyMemory(measuringOf(policy));
  return messages.toSorted(inOrder).flatMap((message) => {
    const figures = observe(memory, message);
    if (message.senderId !== SENDER) return [];
    return detect(policy, sender, figures).map(({ rule, detail, measured, threshold }) => {
      const part = detail.part ? ` ${detail.part}` : "";
      return `${rule}${part} ${Math.round(measured * 1_000) / 1_000}/${threshold} ${message.messageId}`;
    });
  });
}
