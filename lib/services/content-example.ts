import { v7 as uuidv7 } from "uuid";
import { keepJudgedMessages } from "@/db/queries/content-example";
import { type CONTENT_EXAMPLE_SOURCES, contentExamples } from "@/db/schema/content-models";
import type { ContentRuleName } from "@/lib/domain/content-rule";
import type { Category } from "@/lib/domain/report";
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

/** The content rule a category of reports speaks of. The others (a fake account, say) judge no text. */
export const RULE_BY_CATEGORY: Partial<Record<Category, ContentRuleName>> = {
  spam: "D16",
  scam: "D17",
  prohibited_goods: "D15",
  privacy: "D18",
  harassment: "D19",
  hate: "D19",
  threat: "D19",
  sexual: "D19",
};

/**
 * Keeps what a decision about a case says of its messages: a measure taken, they break a rule; dismissed or overturned,
 * they do not. A later judgement of the same message counts instead.
 */
export async function learnFromCase(
  op: Operation,
  { caseId, isBreach, source }: { caseId: string; isBreach: boolean; source: "decision" | "appeal" },
): Promise<void> {
  await keepJudgedMessages(op, { caseId, isBreach, source, rules: RULE_BY_CATEGORY });
}
