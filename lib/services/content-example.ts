import { v7 as uuidv7 } from "uuid";
import { type CONTENT_EXAMPLE_SOURCES, contentExamples } from "@/db/schema/content-models";
import type { ContentRuleName } from "@/lib/domain/content-filter";
import type { Operation } from "./run-operation";

/** A judged text, as the filter learns from it. */
export type ContentExample = {
  /** The message it came from; a later judgement of the same message counts instead of this one. */
  messageId: string | null;
  /** Hostile, kept as it was sent. */
  text: string;
  links: readonly string[];
  isBreach: boolean;
  rule?: ContentRuleName;
  source: (typeof CONTENT_EXAMPLE_SOURCES)[number];
};

/** Keeps a judged text for the next training (D23). Append-only: what was said earlier stays. */
export async function keepExample(op: Operation, example: ContentExample): Promise<void> {
  const { messageId, text, links, isBreach, rule, source } = example;
  await op.tx.insert(contentExamples).values({
    exampleId: uuidv7(),
    messageId,
    text,
    links: [...links],
    isBreach,
    rule: rule ?? null,
    source,
    at: op.at,
    opId: op.operationId,
  });
}
