import { z } from "zod";
import type { Policy } from "../domain/policy";
import type { NumberRange, PolicyField } from "../domain/policy-field";
import { fieldFigure } from "../domain/policy-field";
import { POLICY_FIELDS } from "../domain/policy-fields";
import { isReadable, isStorable } from "./text";

/** What a number has to be, as it is said under its field. */
export function rangeText({ min, max, step, unit, why }: NumberRange): string {
  const kind = step === 1 ? "Whole numbers" : `Steps of ${step}`;
  const counted = unit.split(";")[0] ?? "";
  return `${kind} from ${fieldFigure(min)} to ${fieldFigure(max)} ${counted}.${why ? ` ${why}` : ""}`;
}

/** A number in its range; the message says what it has to be. */
export function numberSchema(range: NumberRange) {
  const error = rangeText(range);
  return z
    .number({ error })
    .min(range.min, { error })
    .max(range.max, { error })
    .multipleOf(range.step, { error });
}

/** One line or more of words that can be read, kept byte for byte. */
export function wordsSchema({ max, isLine }: { max: number; isLine: boolean }) {
  const error = `Write ${isLine ? "one line" : "a sentence or more"}, at most ${max} characters.`;
  return z
    .string({ error })
    .min(1, { error })
    .max(max, { error })
    .refine((words) => isStorable(words) && isReadable(words), { error })
    .refine((words) => !(isLine ? /[\p{Cc}\p{Zl}\p{Zp}]/u : /[^\P{Cc}\n]/u).test(words), {
      error: isLine ? error : "Take out characters that cannot be seen, such as tabs.",
    });
}

/** A clause's code. */
export const clauseCode = z.string({ error: "Choose a clause." }).regex(/^[1-9]\d?(\.\d{1,2}){0,2}$/, {
  error: "Write a code such as 4.2: numbers with dots between them.",
});

/** What one field of the policy may hold, made from the table of fields. Messages say what to do. */
export function fieldSchema(field: PolicyField): z.ZodType {
  switch (field.kind) {
    case "number":
      return numberSchema(field);
    case "switch":
      return z.boolean();
    case "choice":
      return z.enum(field.options.map(({ value }) => value));
    case "choices":
      return z
        .array(z.enum(field.options.map(({ value }) => value)))
        .max(field.options.length)
        .refine((values) => new Set(values).size === values.length, { error: "Name each one once." });
    case "numbers":
      return z.strictObject(Object.fromEntries(field.rows.map(({ key }) => [key, numberSchema(field)])));
    case "selects": {
      const one = field.options === "clauses" ? clauseCode : z.enum(field.options.map(({ value }) => value));
      return z.strictObject(Object.fromEntries(field.rows.map(({ key }) => [key, one])));
    }
    case "tiers":
      return z
        .array(z.strictObject(Object.fromEntries(field.columns.map((one) => [one.key, numberSchema(one)]))))
        .max(field.maxRows, { error: `At most ${field.maxRows} tiers.` });
    case "clauses":
      return z
        .array(
          z.strictObject({
            code: clauseCode,
            title: wordsSchema({ max: field.maxTitle, isLine: true }),
            text: wordsSchema({ max: field.maxText, isLine: false }),
          }),
        )
        .min(1, { error: "Keep at least one clause: decisions have to name one." })
        .max(field.maxRows, { error: `At most ${field.maxRows} clauses.` });
  }
}

/** The fields whose paths begin alike, as one strict object. */
function objectOf(fields: readonly { path: readonly string[]; schema: z.ZodType }[]): z.ZodType {
  const keys = [...new Set(fields.map(({ path: [key = ""] }) => key))];
  return z.strictObject(
    Object.fromEntries(
      keys.map((key) => {
        const inside = fields
          .filter(({ path }) => path[0] === key)
          .map(({ path, schema }) => ({ path: path.slice(1), schema }));
        const [only] = inside;
        return [key, only && only.path.length === 0 ? only.schema : objectOf(inside)];
      }),
    ),
  );
}

/**
 * A whole policy: every field of the table within its range, and nothing else. Whether its fields go together is
 * `checkPolicy`'s.
 */
export const policySchema = objectOf(
  POLICY_FIELDS.map((field) => ({ path: field.path.split("."), schema: fieldSchema(field) })),
) as z.ZodType<Policy, Policy>;

const draftId = z.uuid();
const revision = z.int().min(1);
const version = z.int().min(1).max(1_000_000_000);
const title = wordsSchema({ max: 80, isLine: true });
const note = z.string().max(600).refine(isStorable, { error: "Take out characters that cannot be stored." });
/** The caller's intent: sent again, it has its effect once. */
const operationId = z.uuid();

export const createDraftInput = z.strictObject({ operationId, title, fromVersion: version });
export type CreateDraftInput = z.output<typeof createDraftInput>;

export const editDraftInput = z.strictObject({
  operationId,
  draftId,
  /** The revision the policy was changed from. */
  revision,
  title,
  policy: policySchema,
});
export type EditDraftInput = z.output<typeof editDraftInput>;

/** A move of a draft as its sender saw it. The note is for the second person, or from them. */
export const moveDraftInput = z.strictObject({ operationId, draftId, revision, note });
export type MoveDraftInput = z.output<typeof moveDraftInput>;

export const rebaseDraftInput = z.strictObject({
  operationId,
  draftId,
  revision,
  /** Which value stays where the draft and the policy in force both changed it, by conflict. */
  resolutions: z.record(z.string().max(200), z.enum(["mine", "theirs"])),
});
export type RebaseDraftInput = z.output<typeof rebaseDraftInput>;

export const rollBackInput = z.strictObject({
  operationId,
  toVersion: version,
  /** The version in force when it was decided. */
  inForce: version,
  reason: z
    .string()
    .max(600)
    .refine((reason) => isStorable(reason) && reason.trim().length >= 10, {
      error: "Say why in a sentence: the next person reads it in the history.",
    }),
});
export type RollBackInput = z.output<typeof rollBackInput>;
