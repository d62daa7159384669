import { z } from "zod";

/** One field of a body, a query or an answer, as a person reads it. */
export type FieldRow = { path: string; type: string; isRequired: boolean; detail: string };

type Schema = {
  type?: string;
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  required?: string[];
  items?: Schema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
};

function typeOf(schema: Schema): string {
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" or ");
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === "array") return `list of ${schema.items ? typeOf(schema.items) : "anything"}`;
  if (schema.format === "date-time") return "instant";
  return schema.format ?? schema.type ?? "anything";
}

const LARGEST = 1_000_000_000;

function boundsOf(schema: Schema): string[] {
  const between = (least: number | undefined, most: number | undefined, what: string): string[] => {
    const top = most === undefined || most > LARGEST ? undefined : most.toLocaleString("en");
    if (top !== undefined) return [least ? `${least}–${top}${what}` : `at most ${top}${what}`];
    return least ? [`at least ${least}${what}`] : [];
  };
  return [
    ...between(schema.minLength, schema.maxLength, " characters"),
    ...between(schema.minimum, schema.maximum, ""),
    ...between(schema.minItems, schema.maxItems, " items"),
  ];
}

function rowsOf(schema: Schema, path: string): FieldRow[] {
  if (schema.type === "array" && schema.items?.properties) return rowsOf(schema.items, `${path}[]`);
  const options = schema.anyOf?.find((one) => one.properties);
  const properties = schema.properties ?? options?.properties ?? {};
  const required = schema.required ?? options?.required ?? [];
  return Object.entries(properties).flatMap(([name, property]) => {
    const own = path === "" ? name : `${path}.${name}`;
    const said = [...boundsOf(property), ...(property.description ? [property.description] : [])];
    const detail = said.join(". ").replace(/^[a-z]/, (letter) => letter.toUpperCase());
    return [
      { path: own, type: typeOf(property), isRequired: required.includes(name), detail },
      ...rowsOf(property, own),
    ];
  });
}

/** The fields of a contract in reading order, nested ones after their parent: `profile.skills`, `items[].id`. */
export function fieldRows(contract: z.ZodType, io: "input" | "output"): FieldRow[] {
  const schema = z.toJSONSchema(contract, {
    io,
    unrepresentable: "any",
    // A parameter arrives as text; its own description says what it means.
    override: ({ jsonSchema }) => {
      const { override } = jsonSchema as { override?: object };
      if (override) Object.assign(jsonSchema, override);
    },
  });
  return rowsOf(schema as Schema, "");
}
