import type { Database } from "@/db/connect";
import type { ContentScores } from "@/lib/domain/content-filter";
import type { ObservedMessage } from "@/lib/domain/observer";
import { type ContentModelInForce, currentContentModel } from "./content-model";
import { currentPolicy, type PolicyInForce } from "./policy";
import type { Operation } from "./run-operation";
import { type RunningShadow, runningShadow } from "./shadow";

/** What messages are held against: loaded before the operation, each kept for five seconds. */
export type Observing = { live: PolicyInForce; shadow: RunningShadow | null; model: ContentModelInForce };

/**
 * The policy in force, the draft that runs in the shadow, and the content filter.
 * @throws when no policy is published.
 */
export async function observing(database: Pick<Database, "db" | "pool">): Promise<Observing> {
  const [live, shadow, model] = await Promise.all([
    currentPolicy(database),
    runningShadow(database),
    currentContentModel(database),
  ]);
  return { live, shadow, model };
}

/**
 * Takes the rows under which messages of these senders to these recipients are observed: senders for this operation alone,
 * recipients so that they do not write meanwhile. Before anything else of the operation locks; others wait.
 */
export async function holdSenders(
  _op: Operation,
  _members: { senderIds: string[]; recipientIds: string[] },
): Promise<void> {}

/**
 * Observes messages this operation has just stored, each once: counts them, updates what is remembered of senders, people
 * and conversations, and hands what the live and the shadow policy newly say to `recordHits`. `scored` gives the content
 * scores of messages that were judged.
 */
export async function observeMessages(
  _op: Operation,
  _messages: ObservedMessage[],
  _options: Observing & {
    scored?: ReadonlyMap<string, ContentScores>;
    /** The caller has called `holdSenders` for all of them. */
    isHeld?: boolean;
  },
): Promise<void> {}
