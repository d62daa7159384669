import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { API_SCOPES, type ApiScope } from "@/lib/domain/permission";
import { createApiKey } from "@/lib/services/api-key";
import { connect, type Database } from "../connect";
import { createTestDatabase } from "./database";
import { makePolicy, succeeded, TEST_PLATFORM } from "./factories";

const folder = fileURLToPath(new URL("../../app/api/v1", import.meta.url));
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];
type Handlers = Partial<Record<Method, (request: Request) => Promise<Response>>>;

/** Every route file below `/api/v1` by its address, such as `/members/{id}`. */
export async function loadRoutes(): Promise<Map<string, Handlers>> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|\/)route\.ts$/.test(file),
  );
  const loaded = await Promise.all(
    files.map(async (file): Promise<[string, Handlers]> => {
      const address = `/${relative(".", dirname(file))}`.replace(/\[(\w+)\]/g, "{$1}");
      return [address, (await import(join(folder, file))) as Handlers];
    }),
  );
  return new Map(loaded);
}

export type Call = { headers?: Record<string, string>; body?: BodyInit | null; json?: unknown };
export type Answered = { status: number; headers: Headers; text: string; json: Record<string, unknown> };

/** Calls the API like a client: the address picks the route file, the file's own method answers. */
export class Client {
  constructor(
    private readonly routes: Map<string, Handlers>,
    readonly key: string,
  ) {}

  private routeOf(pathname: string): Handlers {
    const parts = pathname.split("/");
    const fits = (template: string): boolean => {
      const wanted = template.split("/");
      return (
        wanted.length === parts.length && wanted.every((one, at) => one.startsWith("{") || one === parts[at])
      );
    };
    const found = this.routes.get(pathname) ?? [...this.routes].find(([template]) => fits(template))?.[1];
    return found ?? this.routes.get("/[...path]") ?? {};
  }

  async call(name: string, { headers = {}, body, json }: Call = {}): Promise<Answered> {
    const [method = "", path = ""] = name.split(" ");
    const url = new URL(`http://localhost/api/v1${path}`);
    const handler = this.routeOf(decodeURI(url.pathname).replace("/api/v1", ""))[method as Method];
    if (!handler) throw new Error(`${name} has no handler`);
    const sent = json === undefined ? body : JSON.stringify(json);
    const request = new Request(url, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(sent === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
      ...(sent instanceof ReadableStream ? { duplex: "half" } : {}),
    } as RequestInit);
    const response = await handler(request);
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  }

  as(key: string): Client {
    return new Client(this.routes, key);
  }
}

/** A key of the platform with these scopes; all of them by default. */
export async function makeKey(database: Database, scopes: readonly ApiScope[] = API_SCOPES): Promise<string> {
  const input = { name: "test", scopes: [...scopes] };
  return succeeded(await createApiKey(database, TEST_PLATFORM, input)).key;
}

/** The API on a database of one test file's own, with the default policy and a key of every scope. */
export type TestApi = {
  database: Database;
  client: Client;
  /** Superuser, past the fence: for looking at every table. */
  ownerUrl: string;
  close(): Promise<void>;
};

/** Starts the API in this process. Call in `beforeAll`, and `close` in `afterAll`. */
export async function startApi(): Promise<TestApi> {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  const test = await createTestDatabase();
  const database = connect(test.url, { max: 20 });
  process.env.DATABASE_URL = test.url;
  (globalThis as { lockkeeperDb?: Database }).lockkeeperDb = database;
  await makePolicy(database);
  const client = new Client(await loadRoutes(), await makeKey(database));
  const close = async () => {
    await database.close();
    await test.drop();
  };
  return { database, client, ownerUrl: test.url, close };
}

/** How many rows each table holds, as the owner sees them: two of these are equal when nothing was stored between. */
export async function rowCounts(ownerUrl: string): Promise<Record<string, number>> {
  const owner = connect(ownerUrl, { role: null, max: 1, statementTimeoutMs: 0 });
  try {
    const { rows } = await owner.pool.query<{ name: string; count: number }>(
      `select c.oid::regclass::text as name,
         (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %s', c.oid::regclass), false, true, '')))[1]::text::int as count
       from pg_class c join pg_namespace s on s.oid = c.relnamespace
       where c.relkind = 'r' and s.nspname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  } finally {
    await owner.close();
  }
}

/** The signs of an inside that must never show in an answer. */
export const INSIDE = /at \/|SELECT|postgres|node_modules|pg_|\bop_id\b/;

/** An answer without the tokens of its links: drawn at random, they may spell anything. */
export function wordsOf({ text }: Answered): string {
  return text.replace(/\/[\w-]{43}"/g, '/…"');
}

/** Does the same with every item, sixteen at a time. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}
