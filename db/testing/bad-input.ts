import { z } from "zod";
import { ENDPOINTS, type Endpoint, type EndpointName } from "@/lib/contracts/endpoints";
import { EXAMPLES, examplePath } from "@/lib/contracts/openapi-examples";

type Json = unknown;
export type Body = Record<string, Json>;
type Place = (string | number)[];

type Schema = {
  type?: string;
  enum?: Json[];
  const?: Json;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  pattern?: string;
  description?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
};

/** One body with one fault, and the answer it must get. `body` is raw JSON. */
export type BadCase = { what: string; body: string; code: string; path: string };
/** One body with one value at the border of what is taken. */
export type GoodCase = { what: string; body: string; path: string };

/** An item, or the item of a batch or stream, with every field filled, so that every field has its bad cases. */
export function fullInput(name: EndpointName): Body {
  const example: Body = { ...(EXAMPLES[name] ?? {}) };
  const list = Object.values(example).find(Array.isArray);
  const one: Body = "item" in ENDPOINTS[name] && list ? { ...(list[0] as Body) } : example;
  return { ...one, ...(FILLED[name] ?? {}) };
}

const MEMBER = { fingerprints: [{ kind: "device", hash: "9f2c" }], followersOnlyPage: false };
const MESSAGE = {
  links: ["https://quayside.example/offer"],
  attachments: [{ name: "offer.pdf", contentType: "application/pdf", sizeBytes: 2048 }],
  sentAt: "2026-11-19T08:30:00Z",
};
/** What the examples leave out. */
const FILLED: Partial<Record<string, Body>> = {
  "PUT /members/{id}": MEMBER,
  "POST /members/batch": MEMBER,
  "POST /send-checks": MESSAGE,
  "POST /messages": MESSAGE,
  "POST /messages/batch": MESSAGE,
  "POST /imports/messages": MESSAGE,
  "POST /reports": { source: "web" },
  "POST /appeals": { locale: "en" },
  "POST /locks/{id}/responses": { category: "spam", note: "It is an old client of mine." },
};

/** The contract that a whole input of an endpoint is checked against: its body, or one item of it. */
export function contractOf(name: EndpointName): z.ZodType | null {
  const { item, body }: Endpoint = ENDPOINTS[name];
  return item ?? body ?? null;
}

function schemaOf(contract: z.ZodType): Schema {
  return z.toJSONSchema(contract, { io: "input", unrepresentable: "any" }) as Schema;
}

/** The method and address of an endpoint with ids filled in. */
export function addressOf(name: EndpointName): string {
  return `${name.split(" ")[0]} ${examplePath(name)}`;
}

const HOLE = "@@hole@@";

/** The body's text with one place replaced by raw JSON, or left out. */
function withPlace(body: Body, place: Place, raw: string | undefined): string {
  const copy = structuredClone(body);
  let at = copy as Record<string | number, Json>;
  for (const key of place.slice(0, -1)) at = at[key] as typeof at;
  const last = place.at(-1) ?? "";
  if (raw === undefined) delete at[last];
  else at[last] = HOLE;
  return JSON.stringify(copy).replace(JSON.stringify(HOLE), () => raw ?? "");
}

function pathText(place: Place): string {
  return place.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );
}

const BAD_INSTANTS = [
  "2026-02-29T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-00-10T00:00:00Z",
  "2026-11-31T00:00:00Z",
  "2026-11-20",
  "20.11.2026",
  "11/12/2026",
  "2026-11-20T10:00:00",
  "2026-11-20 10:00:00Z",
  "2026-11-20T24:00:00Z",
  "2026-11-20T10:60:00Z",
  "2026-11-20T10:00:60Z",
  "2026-11-20T10:00:00+25:00",
  "0000-01-01T00:00:00Z",
  "1989-12-31T23:59:59.999Z",
  "2200-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "10000-01-01T00:00:00Z",
  "+002026-11-20T10:00:00Z",
  "now",
  "1763632800",
  " 2026-11-20T10:00:00Z",
];
const GOOD_INSTANTS = [
  "1990-01-01T00:00:00Z",
  "2024-02-29T23:59:59.999+14:00",
  "2026-03-29T02:30:00+01:00",
  "2026-11-20T10:00:00.123456Z",
];
const BAD_EMAILS = [
  "a@b,c@d.example",
  "a＠b.example",
  '"a b"@c.example',
  "a(comment)@b.example",
  "group:a@b.example;",
  "a@b\\r\\n.example",
  "a@[127.0.0.1]",
  "a@münchen.example",
  "a@b",
  "@b.example",
  "a@b..example",
  "a@-b.example",
  "<a@b.example>",
];
const UNSTORABLE = ["a\\u0000b", "a\\ud800b", "\\udfffb", "a\\ud83d", "a\\ufffeb", "a\\uffffb"];
const BAD_IDS: [what: string, raw: string, code: string][] = [
  ["spaces", '"   "', "invalid_field"],
  ["a space before", '" a"', "invalid_field"],
  ["a space after", '"a "', "invalid_field"],
  ["a tab", '"a\\tb"', "invalid_field"],
  ["two lines", '"a\\nb"', "invalid_field"],
  ["a zero-width space", '"a\\u200bb"', "invalid_field"],
  ["a right-to-left override", '"a\\u202eb"', "invalid_field"],
  ["a tag character", '"a\\udb40\\udc41"', "invalid_field"],
  ["its NFD twin", '"e\\u0301"', "unsupported_character"],
  ["a compatibility twin", '"\\u212b"', "unsupported_character"],
];

const isPlatformId = (schema: Schema): boolean =>
  schema.description?.startsWith("The platform's own id") === true;

type Values = [what: string, raw: string, code?: string][];
const OTHER_TYPES: Values = [
  ["null", "null"],
  ["a list", "[[]]"],
  ["an object", '{"x":{}}'],
];

function badChoices(schema: Schema): Values {
  const [first] = schema.enum ?? [schema.const];
  const cases: Values =
    typeof first === "string"
      ? [
          ["another case", JSON.stringify(first.toUpperCase())],
          ["a space behind", JSON.stringify(`${first} `)],
          [
            "a look-alike",
            JSON.stringify(first.replace(/[aeo]/, (sign) => ({ a: "а", e: "е", o: "о" })[sign] ?? sign)),
          ],
          ["empty", '""'],
          ["in a list", JSON.stringify([first])],
        ].map(([what = "", raw = ""]) => [what, raw])
      : [
          ["a fraction", "1.5"],
          ["zero", "0"],
          ["less than zero", "-1"],
        ];
  return [
    ...OTHER_TYPES,
    ["no such value", '"no_such_value"'],
    ["another number", "99"],
    ["its number as text", '"1"'],
    ["true", "true"],
    // A look-alike of a value without the letters is the value.
    ...cases.filter(([, raw]) => raw !== JSON.stringify(first)),
  ];
}

function badNumbers(schema: Schema): Values {
  return [
    ...OTHER_TYPES,
    ["text", '"1"'],
    ["no text", '""'],
    ["true", "true"],
    ["a fraction", "1.5"],
    ["1e400", "1e400"],
    ["-1e400", "-1e400"],
    ["2^53 + 1", "9007199254740993"],
    ["-(2^53 + 1)", "-9007199254740993"],
    ...(schema.minimum === undefined ? [] : ([["one too few", String(schema.minimum - 1)]] as Values)),
    ...(schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER
      ? []
      : ([["one too many", String(schema.maximum + 1)]] as Values)),
  ];
}

function badTexts(schema: Schema, place: Place): Values {
  const quoted = (texts: string[]): Values => texts.map((text) => [text, JSON.stringify(text)]);
  return [
    ...OTHER_TYPES,
    ["a number", "5"],
    ["true", "true"],
    ...(schema.minLength || schema.format || schema.pattern ? ([["empty", '""']] as Values) : []),
    ...(schema.maxLength
      ? ([
          ["one too long", JSON.stringify("a".repeat(schema.maxLength + 1))],
          ["one grapheme, too long", JSON.stringify(`a${"\u0301".repeat(schema.maxLength)}`)],
        ] as Values)
      : []),
    ...(schema.maxLength && !schema.format
      ? UNSTORABLE.map((text): [string, string, string] => [text, `"${text}"`, "unsupported_character"])
      : []),
    ...(isPlatformId(schema) ? BAD_IDS : []),
    ...(schema.format === "date-time" ? quoted(BAD_INSTANTS) : []),
    ...(schema.format === "uuid"
      ? quoted([
          "not-a-uuid",
          "0198f0a0-6f1c-7c1e-8d43-5a2f6f1a9f7d ",
          "0198f0a06f1c7c1e8d435a2f6f1a9f7d",
          "{}",
        ])
      : []),
    ...(schema.pattern && place.at(-1) === "email" ? quoted(BAD_EMAILS) : []),
    ...(schema.pattern ? quoted(["!", "\u202een", "' or 1=1--"]) : []),
  ];
}

function badValues(schema: Schema, place: Place): Values {
  if (schema.enum || schema.anyOf || schema.const !== undefined) return badChoices(schema);
  switch (schema.type) {
    case "boolean":
      return [...OTHER_TYPES, ["text", '"true"'], ["one", "1"], ["zero", "0"], ["empty", '""']];
    case "integer":
    case "number":
      return badNumbers(schema);
    case "string":
      return badTexts(schema, place);
    case "array": {
      const tooMany: Values = schema.maxItems
        ? [["too many", JSON.stringify(Array(schema.maxItems + 1).fill("a"))]]
        : [];
      return [["null", "null"], ["an object", "{}"], ["text", '"a"'], ["a number", "1"], ...tooMany];
    }
    default:
      return [
        ["null", "null"],
        ["a list", "[]"],
        ["text", '"a"'],
        ["a number", "1"],
      ];
  }
}

function casesAt(schema: Schema, body: Body, place: Place, isRequired: boolean): BadCase[] {
  const path = pathText(place);
  const cases: BadCase[] = [];
  if (place.length > 0) {
    if (isRequired)
      cases.push({ what: "missing", body: withPlace(body, place, undefined), code: "invalid_field", path });
    for (const [what, raw, code = "invalid_field"] of badValues(schema, place)) {
      cases.push({ what, body: withPlace(body, place, raw), code, path });
    }
  }
  if (schema.properties) {
    const inner = place.reduce<Json>((at, key) => (at as Body)[key], body) as Body;
    for (const key of ["role", "approvedBy", "constructor", "__proto__", "opId"]) {
      const raw = JSON.stringify({ [HOLE]: { isAdmin: true }, ...inner }).replace(HOLE, key);
      const whole = place.length === 0 ? raw : withPlace(body, place, raw);
      cases.push({
        what: `the field ${key}`,
        body: whole,
        code: "unknown_field",
        path: pathText([...place, key]),
      });
    }
    for (const [name, property] of Object.entries(schema.properties)) {
      cases.push(...casesAt(property, body, [...place, name], schema.required?.includes(name) ?? false));
    }
  }
  if (schema.items) cases.push(...casesAt(schema.items, body, [...place, 0], false));
  return cases;
}

/** Every bad case of an endpoint's input: each has one fault in one field. Empty without an input. */
export function badCases(name: EndpointName): BadCase[] {
  const contract = contractOf(name);
  return contract ? casesAt(schemaOf(contract), fullInput(name), [], true) : [];
}

function bordersAt(schema: Schema, body: Body, place: Place): GoodCase[] {
  const raws: string[] = [];
  const { type, minimum, maximum, minLength, maxLength, format } = schema;
  if (type === "string" && maxLength && !format && !schema.pattern) {
    raws.push(JSON.stringify("a".repeat(maxLength)));
    if (minLength) raws.push('"a"');
    if (!isPlatformId(schema)) raws.push('"e\\u0301 \\u202e\\u200b \\ud83d\\udc69\\u200d\\ud83d\\udcbb"');
  }
  if (type === "integer" && minimum !== undefined && minimum > -1e9) raws.push(String(minimum));
  if (type === "integer" && minimum === 0) raws.push("-0", "0.0", "0e5");
  if (type === "integer" && maximum !== undefined) raws.push(String(maximum));
  if (format === "date-time") raws.push(...GOOD_INSTANTS.map((text) => JSON.stringify(text)));
  const mine =
    place.length > 0
      ? raws.map((raw) => ({
          what: raw.slice(0, 40),
          body: withPlace(body, place, raw),
          path: pathText(place),
        }))
      : [];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    bordersAt(property, body, [...place, name]),
  );
  return [...mine, ...inner, ...(schema.items ? bordersAt(schema.items, body, [...place, 0]) : [])];
}

/** Values just inside what an endpoint takes: each is accepted. */
export function borderCases(name: EndpointName): GoodCase[] {
  const contract = contractOf(name);
  return contract ? bordersAt(schemaOf(contract), fullInput(name), []) : [];
}

function leavesAt(schema: Schema, path: string): string[] {
  const own = path === "" ? [] : [path];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    leavesAt(property, path === "" ? name : `${path}.${name}`),
  );
  return [...own, ...inner, ...(schema.items ? leavesAt(schema.items, `${path}[0]`) : [])];
}

/** Every field of an endpoint's input, nested ones too: `profile.skills`, `links[0]`. */
export function fieldsOf(name: EndpointName): string[] {
  const contract = contractOf(name);
  return contract ? leavesAt(schemaOf(contract), "") : [];
}

/** Bad query strings by parameter, and the code each is refused with. */
export const BAD_QUERIES: Record<string, string[]> = {
  limit: [
    "0",
    "-1",
    "201",
    "10001",
    "1.5",
    "1e2",
    "NaN",
    "",
    "%201",
    "1%20",
    "0x10",
    "١",
    "9007199254740993",
    "1&limit=2",
  ],
  cursor: [
    "",
    "a%20b",
    "%00",
    "%ff",
    "..%2f..",
    "x".repeat(513),
    "'%20or%201=1--",
    "AAAA",
    "a&cursor=b",
    "%7B%7D",
  ],
  since: [
    "",
    "2026-13-01T00:00:00Z",
    "2026-11-20%2010:00",
    "1989-12-31T00:00:00Z",
    "%00",
    "a%20b",
    "AAAA",
    "a&since=b",
  ],
  debug: ["1", ""],
  "limit[]": ["1"],
  "[a]": ["1"],
  __proto__: ["1"],
  constructor: ["1"],
};
