import { boolean, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, operationId } from "./columns";

/** A labelled text the content filter learns from (D23). */
export const CONTENT_EXAMPLE_SOURCES = ["decision", "lock", "appeal", "import", "sample"] as const;

/** Trained content filters, by version. Weights never change; publishing and retiring are marks of time. */
export const contentModels = pgTable("content_models", {
  version: integer().primaryKey(),
  weights: jsonb().$type<Record<string, unknown>>().notNull(),
  /** Precision, recall and counts on the part held out from training. */
  metrics: jsonb().$type<Record<string, unknown>>().notNull(),
  trainedAt: instant().notNull(),
  trainedBy: text().notNull(),
  /** Null while it is a candidate or was refused. */
  publishedAt: instant(),
  /** Why it was not published. */
  refusedBecause: text(),
  opId: operationId(),
});

export const contentExamples = pgTable(
  "content_examples",
  {
    exampleId: uuid().primaryKey(),
    /** The message it came from; null for imported texts. One message may be judged again: the latest counts. */
    messageId: text(),
    text: text().notNull(),
    links: jsonb().$type<string[]>().notNull().default([]),
    /** The message breaks a content rule. */
    isBreach: boolean().notNull(),
    /** D15–D19 where the label says which. */
    rule: text(),
    source: text({ enum: CONTENT_EXAMPLE_SOURCES }).notNull(),
    at: instant().notNull(),
    opId: operationId(),
  },
  (t) => [
    // The latest examples, for training.
    index("content_examples_at").on(t.at),
    // Whether a message was judged before.
    index("content_examples_message").on(t.messageId),
  ],
);
