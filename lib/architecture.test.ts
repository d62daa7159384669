import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const TOP_FOLDERS = ["app", "bench", "components", "db", "lib", "scripts"];

type Source = { path: string; text: string };
type Import = { target: string; isTypeOnly: boolean };
/** What a file does that it may not; empty for a sound one. */
type Rule = (source: Source) => string[];

/** The code without its comments; strings stay. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g,
    (_, string, space) => string ?? space ?? "",
  );
}

/** Every module a file names: imports, re-exports, `import()` and `import()` types. */
function importsOf({ text }: Source): Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  for (const [, keyword, clause = "", target = ""] of code.matchAll(
    /^[ \t]*(import|export)\b([^;"'`]*?)\bfrom\s*["']([^"']+)["']/gm,
  )) {
    const names = clause
      .match(/\{([^}]*)\}/)?.[1]
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const hasOnlyTypes =
      names?.every((name) => name.startsWith("type ")) && !/^\s*\w/.test(clause.replace(/\{[^}]*\}/, ""));
    found.push({
      target,
      isTypeOnly: /^\s*type\b/.test(clause) || (keyword === "import" && hasOnlyTypes === true),
    });
  }
  for (const [, target = ""] of code.matchAll(/^[ \t]*import\s*["']([^"']+)["']/gm))
    found.push({ target, isTypeOnly: false });
  for (const [, before = "", target = ""] of code.matchAll(
    /(\btypeof\s+|[:<|&]\s*)?\bimport\(\s*["']([^"']+)["']/g,
  )) {
    found.push({ target, isTypeOnly: before !== "" });
  }
  return found;
}

/** A module of ours as a path from the root, without extension; null for a package. */
function ours(path: string, target: string): string | null {
  const bare = target.replace(/\.(tsx?|mjs|js)$/, "");
  if (bare.startsWith("@/")) return bare.slice(2);
  return bare.startsWith(".") ? posix.normalize(posix.join(dirname(path), bare)) : null;
}

const ROOMS = [
  "lib/domain",
  "lib/contracts",
  "lib/services",
  "lib/jobs",
  "lib/auth",
  "lib/actions",
  "lib/client",
  "lib/env",
  "lib/log",
  "db/seed",
  "db/testing",
  "db/embedded",
  "db",
  "components/ui",
  "components/charts",
  "components",
  "app",
  "scripts",
  "bench",
] as const;
type Room = (typeof ROOMS)[number];

function roomOf(path: string): Room | null {
  const bare = path.replace(/\.tsx?$/, "");
  return ROOMS.find((room) => bare === room || path.startsWith(`${room}/`)) ?? null;
}

const BELOW_SERVICES: Room[] = ["db", "lib/domain", "lib/contracts", "lib/env", "lib/log"];
/** The law of the walls: whose values a room may use, and from where only types. Its own room is always allowed. */
const WALLS: Record<Room, { values: readonly Room[]; types?: readonly Room[] }> = {
  "lib/domain": { values: [] },
  "lib/contracts": { values: ["lib/domain"] },
  db: { values: ["lib/domain"], types: ["lib/contracts"] },
  "lib/services": { values: BELOW_SERVICES },
  "lib/jobs": { values: ["lib/services", ...BELOW_SERVICES] },
  "lib/auth": { values: ["lib/services", ...BELOW_SERVICES] },
  "lib/actions": { values: ["lib/auth", "lib/services", "lib/contracts", "lib/domain"], types: ["db"] },
  "lib/client": {
    values: ["lib/actions", "lib/contracts", "lib/domain"],
    types: ["db", "lib/services", "lib/auth"],
  },
  "components/ui": { values: ["lib/domain"] },
  "components/charts": { values: ["components/ui", "lib/domain"] },
  components: {
    values: [
      "components/ui",
      "components/charts",
      "lib/client",
      "lib/actions",
      "lib/contracts",
      "lib/domain",
    ],
    types: ["db", "lib/services", "lib/auth"],
  },
  app: {
    values: [
      "components",
      "components/ui",
      "components/charts",
      "lib/client",
      "lib/actions",
      "lib/auth",
      "lib/services",
      "lib/contracts",
      "lib/domain",
      "lib/env",
      "lib/log",
    ],
    types: ["db"],
  },
  "lib/env": { values: [] },
  "lib/log": { values: [] },
  "db/seed": { values: ["lib/services", ...BELOW_SERVICES] },
  "db/testing": { values: ["lib/services", "db/embedded", ...BELOW_SERVICES] },
  "db/embedded": { values: ["db"] },
  scripts: { values: ROOMS },
  bench: { values: ROOMS },
};

/** Doors in the walls, each with its reason. */
const PASSAGES: { from: RegExp; target: string }[] = [
  // A layout stands before the door: it asks for the session itself.
  { from: /^app\/.*layout\.tsx$/, target: "@/db" },
  // The e-mail is the notice, rendered by the same kind of view.
  { from: /^lib\/jobs\/send-email\.ts$/, target: "@/components/notices/notice-email" },
];

const walls: Rule = (source) => {
  const from = roomOf(source.path);
  if (from === null) return [];
  return importsOf(source).flatMap(({ target, isTypeOnly }) => {
    const path = ours(source.path, target);
    const to = path === null ? null : roomOf(path);
    if (to === null || to === from) return [];
    if (PASSAGES.some((one) => one.target === target && one.from.test(source.path))) return [];
    const { values, types = [] } = WALLS[from];
    if (values.includes(to) || (isTypeOnly && types.includes(to))) return [];
    return [`${from} uses ${isTypeOnly ? "types" : "values"} of ${to} (${target})`];
  });
};

/** Packages a room may name at all, or may not. */
const PACKAGES: { room: Room; may?: RegExp; mayNot?: RegExp }[] = [
  { room: "lib/domain", may: /^$/ },
  { room: "lib/contracts", may: /^zod(-openapi)?(\/.*)?$/ },
  { room: "lib/services", mayNot: /^(next|react|react-dom|server-only|next-auth|@tanstack|@base-ui)(\/|$)/ },
  { room: "lib/jobs", mayNot: /^(next|react-dom|next-auth|@tanstack)(\/|$)/ },
  { room: "db", mayNot: /^(next|react|react-dom|next-auth)(\/|$)/ },
  { room: "components", mayNot: /^(pg|drizzle-orm|graphile-worker|node:.*)(\/|$)/ },
  { room: "app", mayNot: /^(pg|drizzle-orm|graphile-worker)(\/|$)/ },
];

const packages: Rule = (source) => {
  const room = roomOf(source.path);
  const laws = PACKAGES.filter((law) => law.room === room);
  return importsOf(source)
    .filter(({ target }) => ours(source.path, target) === null)
    .flatMap(({ target, isTypeOnly }) =>
      laws
        .filter(({ may, mayNot }) => (may && !may.test(target)) || (!isTypeOnly && mayNot?.test(target)))
        .map(() => `${room} uses the package ${target}`),
    );
};

const FORBIDDEN_NAMES = /(^|\/)(utils?|helpers?|types|hooks|common|misc|shared|constants)(\.[^/]+|\/|$)/;
const names: Rule = ({ path }) => [
  ...(FORBIDDEN_NAMES.test(path) ? ["a name that says nothing"] : []),
  ...(/[A-Z]/.test(path.replace(/\[[^\]]+\]/g, "").replace(/README|\.md$/g, "")) ? ["not kebab-case"] : []),
];

const barrels: Rule = ({ path, text }) => {
  const statements = withoutComments(text)
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement && !/^["']use \w+["']$/.test(statement));
  const isBarrel =
    statements.length > 0 &&
    statements.every((one) => /^export\s+(type\s+)?(\*|\{[^}]*\})[^=]*\bfrom\b/.test(one));
  const isIndex = /(^|\/)index\.tsx?$/.test(path) && path !== "db/index.ts";
  return isBarrel || isIndex ? ["a barrel"] : [];
};

const exportsOf = (text: string) =>
  [...withoutComments(text).matchAll(/^export\s+(.+)$/gm)].map(([, rest = ""]) => rest);

const actions: Rule = ({ path, text }) => {
  if (!path.startsWith("lib/actions/")) return [];
  const wrong = exportsOf(text).filter((one) => !/^const \w+ = (action|publicAction)\(/.test(one));
  return [
    ...(text.startsWith('"use server";') ? [] : ['does not begin with "use server"']),
    ...wrong.map((one) => `exports something else than an action: ${one}`),
  ];
};

const inlineServerActions: Rule = ({ path, text }) =>
  !path.startsWith("lib/actions/") && /^\s*["']use server["']/m.test(withoutComments(text))
    ? ['"use server" outside lib/actions']
    : [];

/** The gallery of parts: shows no record, and is not there unless LOCKKEEPER_GALLERY is 1. */
const OPEN_PAGES = ["app/look/page.tsx"];
/** A title made of the address alone; anything more would answer people the door turns away. */
const TITLE_OF_ADDRESS =
  /^export async function generateMetadata\([\s\S]*?\{\n {2}return \{ title: [^;]*\(await params\)[^;]*\};\n\}$/gm;
const pages: Rule = ({ path, text: whole }) => {
  if (!/^app\/.*\bpage\.tsx$/.test(path) || OPEN_PAGES.includes(path)) return [];
  const text = withoutComments(whole).replace(TITLE_OF_ADDRESS, "");
  const lines = whole.trimEnd().split("\n").length;
  return [
    ...(/^export default (page|publicPage)\(/m.test(text) ? [] : ["a page without its door"]),
    ...exportsOf(text)
      .filter((one) => !/^(default (page|publicPage)\(|const (metadata|viewport)\b)/.test(one))
      .map((one) => `exports something else than the page: ${one}`),
    ...(lines > 60 ? [`${lines} lines: a page has 60 at most`] : []),
    ...(text.startsWith('"use client"') ? ["a page in the browser"] : []),
  ];
};

const routes: Rule = ({ path, text }) =>
  /^app\/.*\broute\.tsx?$/.test(path)
    ? exportsOf(text)
        .filter(
          (one) =>
            !/^const (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) = (route|publicRoute|apiRoute|apiStream)\b/.test(
              one,
            ),
        )
        .map((one) => `exports something else than a door: ${one}`)
    : [];

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith("db/testing/");
/** Beside the pools of db/connect.ts: the one connection that listens, and tools that run before there is a pool. */
const MAY_CONNECT =
  /^(lib\/services\/live\.ts$|db\/(connect|index|migrate|embedded\/|testing\/)|scripts\/|bench\/)/;
const SPELLINGS: { what: string; text: RegExp; except?: RegExp }[] = [
  {
    what: "a transaction of its own: runOperation is the only door to a write",
    text: /(?<!\btx)\.transaction\(/,
  },
  { what: "a write outside an operation", text: /\b(db|database)\s*\.(insert|update|delete)\(/ },
  {
    what: "a write outside an operation",
    text: /\bpool\s*\.query\(\s*[`"'{][^;]*?\b(insert into|update \w+\s+set|delete from)\b/i,
  },
  {
    what: "the fence's settings",
    text: /app\.op_(id|xid|begin|seal)\b/,
    except: /^lib\/services\/run-operation\.ts$/,
  },
  { what: "raw SQL", text: /\bsql\.raw\(/ },
  { what: "raw HTML", text: /dangerouslySetInnerHTML/ },
  {
    what: "a pool of its own: db/connect.ts sets the limits and the role",
    text: /new pg\.(Pool|Client)\(/,
    except: MAY_CONNECT,
  },
  { what: "a silenced type error", text: /@ts-(ignore|nocheck)/ },
];
const spellings: Rule = ({ path, text }) =>
  isTest(path) || path.startsWith("bench/")
    ? []
    : SPELLINGS.filter(({ text: bad, except }) => bad.test(withoutComments(text)) && !except?.test(path)).map(
        ({ what }) => what,
      );

const RULES = { walls, packages, names, barrels, actions, inlineServerActions, pages, routes, spellings };

function listSources(): Source[] {
  return TOP_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => {
        const full = join(entry.parentPath, entry.name);
        return { path: full.slice(root.length).replaceAll("\\", "/"), text: readFileSync(full, "utf8") };
      }),
  );
}

const sources = listSources();
const isFreeOfWalls = (rule: string, path: string) =>
  isTest(path) && (rule === "walls" || rule === "packages");

test.each(Object.entries(RULES))("the house keeps the rule: %s", (name, rule) => {
  const broken = sources
    .filter(({ path }) => !isFreeOfWalls(name, path))
    .flatMap((source) => rule(source).map((what) => `${source.path}: ${what}`));
  expect(broken).toEqual([]);
  expect(sources.length).toBeGreaterThan(50);
});

const COMPONENT_LINES = 150;
const SERVICE_LINES = 250;
test("files that outgrow their measure are named", () => {
  const over = sources
    .filter(({ path }) => !isTest(path))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
    .filter(({ path, lines }) =>
      path.startsWith("components/")
        ? lines > COMPONENT_LINES
        : path.startsWith("lib/services/") && lines > SERVICE_LINES,
    );
  if (over.length > 0) console.warn(over.map(({ path, lines }) => `${path} has ${lines} lines`).join("\n"));
  expect(over.filter(({ lines }) => lines > 2 * SERVICE_LINES)).toEqual([]);
});

describe("the rules have teeth", () => {
  const SAMPLES: [rule: keyof typeof RULES, path: string, text: string, isCaught: boolean][] = [
    ["walls", "components/queue/row.tsx", 'import { claim } from "@/lib/services/claim";', true],
    ["walls", "components/queue/row.tsx", 'import type { Claim } from "@/lib/services/claim";', false],
    [
      "walls",
      "components/queue/row.tsx",
      'import { type Claim, type Lease } from "../../lib/services/claim";',
      false,
    ],
    [
      "walls",
      "components/queue/row.tsx",
      'import { type Claim, claim } from "../../lib/services/claim";',
      true,
    ],
    ["walls", "components/queue/row.tsx", 'import claims, { type Claim } from "@/lib/services/claim";', true],
    ["walls", "components/queue/row.tsx", 'const claim = await import("@/lib/services/claim");', true],
    ["walls", "components/queue/row.tsx", 'type C = typeof import("@/lib/services/claim");', false],
    ["walls", "components/queue/row.tsx", 'export { claim } from "@/lib/services/claim";', true],
    ["walls", "components/ui/row.tsx", 'import { Queue } from "@/components/queue/queue";', true],
    ["walls", "lib/domain/case.ts", 'import { cases } from "../../db/schema/cases";', true],
    ["walls", "lib/domain/case.ts", 'import {\n  never,\n  ok,\n} from "./result";', false],
    ["walls", "lib/contracts/case.ts", 'import type { Claim } from "@/lib/services/claim";', true],
    ["walls", "lib/services/case.ts", 'import { action } from "@/lib/auth/action";', true],
    ["walls", "db/queries/case.ts", 'import { claim } from "@/lib/services/claim";', true],
    ["walls", "app/(console)/queue/page.tsx", 'import { getDb } from "@/db";', true],
    ["walls", "lib/client/case.ts", 'import "@/db/connect";', true],
    ["walls", "lib/client/case.ts", '// import "@/db/connect";\n', false],
    ["packages", "lib/domain/case.ts", 'import { z } from "zod";', true],
    ["packages", "lib/contracts/case.ts", 'import { sql } from "drizzle-orm";', true],
    ["packages", "lib/contracts/case.ts", 'import { z } from "zod";', false],
    ["packages", "lib/services/case.ts", 'import { cookies } from "next/headers";', true],
    ["packages", "lib/services/case.ts", 'import { cache } from "react";', true],
    ["names", "lib/services/utils.ts", "", true],
    ["names", "components/hooks/case.ts", "", true],
    ["names", "components/Case.tsx", "", true],
    ["names", "app/(member)/notice/[noticeToken]/page.tsx", "", false],
    ["barrels", "lib/services/all.ts", 'export * from "./case";\nexport { a, b } from "./claim";\n', true],
    ["barrels", "components/queue/index.ts", "export const a = 1;", true],
    ["barrels", "lib/services/case.ts", 'export { a } from "./claim";\nexport const b = 1;\n', false],
    ["actions", "lib/actions/case.ts", '"use server";\n\nexport const a = action({ name: "a" });\n', false],
    ["actions", "lib/actions/case.ts", '"use server";\n\nexport async function a() {}\n', true],
    ["actions", "lib/actions/case.ts", '"use server";\n\nexport const LIMIT = 5;\n', true],
    ["actions", "lib/actions/case.ts", 'export const a = action({ name: "a" });\n', true],
    ["inlineServerActions", "app/(console)/queue/page.tsx", 'async function f() {\n  "use server";\n}', true],
    ["pages", "app/(console)/queue/page.tsx", 'export default page("queue.view", () => null);', false],
    ["pages", "app/(console)/queue/page.tsx", "export default async function Page() { return null; }", true],
    [
      "pages",
      "app/(console)/queue/page.tsx",
      '// export default page("x")\nexport default function P() {}',
      true,
    ],
    [
      "pages",
      "app/(console)/queue/page.tsx",
      `export default page("queue.view", () => null);${"\n//".repeat(60)}`,
      true,
    ],
    [
      "pages",
      "app/(console)/queue/page.tsx",
      "export default publicPage(() => null);\nexport const revalidate = 60;",
      true,
    ],
    [
      "pages",
      "app/(console)/case/page.tsx",
      'export async function generateMetadata({ params }: P): Promise<Metadata> {\n  return { title: (await params).reference };\n}\n\nexport default page("case.view", () => null);',
      false,
    ],
    [
      "pages",
      "app/(console)/case/page.tsx",
      'export async function generateMetadata({ params }: P): Promise<Metadata> {\n  const found = await viewCase((await params).reference);\n  return { title: found.memberName };\n}\n\nexport default page("case.view", () => null);',
      true,
    ],
    ["routes", "app/api/console/queue/route.ts", "export const GET = route({});", false],
    [
      "routes",
      "app/api/console/queue/route.ts",
      "export async function GET() { return new Response(); }",
      true,
    ],
    ["routes", "app/api/console/queue/route.ts", 'export const dynamic = "force-static";', true],
    ["spellings", "lib/services/case.ts", "await database.db.transaction(async (tx) => {});", true],
    ["spellings", "lib/services/case.ts", "await op.tx.transaction(async (nested) => {});", false],
    ["spellings", "lib/services/case.ts", "await database.db.insert(cases).values(row);", true],
    ["spellings", "lib/services/case.ts", "await op.tx.insert(cases).values(row);", false],
    [
      "spellings",
      "lib/services/case.ts",
      "await database.pool.query(`update cases\n set state = 'open'`);",
      true,
    ],
    ["spellings", "lib/services/case.ts", "await database.pool.query(`select state from cases`);", false],
    ["spellings", "lib/services/case.ts", "select set_config('app.op_id', 'x', true)", true],
    ["spellings", "db/queries/case.ts", "sql.raw(order)", true],
    ["spellings", "components/queue/row.tsx", "<p dangerouslySetInnerHTML={{ __html: text }} />", true],
    ["spellings", "lib/services/case.ts", "const pool = new pg.Pool({});", true],
  ];
  test.each(SAMPLES)("%s in %s, sample %#", (rule, path, text, isCaught) => {
    expect(RULES[rule]({ path, text }).length > 0).toBe(isCaught);
  });
});
