import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { API_SCOPES, type ApiScope } from "@/lib/domain/permission";
import { createApiKey } from "@/lib/services/api-key";
import type { Database } from "../connect";
import { succeeded, TEST_PLATFORM } from "./factories";

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
      return wanted.length === parts.length && wanted.every((one, at) => one === "{id}" || one === parts[at]);
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
