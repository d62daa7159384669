import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { API_SCOPES, type ApiScope, ROLES, type Role } from "@/lib/domain/permission";
import type { Door } from "./door";
import { DOORS } from "./doors.table";

/** Who calls now. The doors read it as they would read a session or a key, the database stays out. */
const caller = vi.hoisted(() => ({ role: null as string | null, scopes: null as string[] | null }));
class Turned extends Error {
  constructor(readonly to: string) {
    super(to);
  }
}

vi.mock("@/db", () => {
  const away = () => Promise.reject(new Error("there is no database here"));
  const client = { query: away, release: () => {} };
  return { getDb: () => ({ db: {}, pool: { connect: async () => client, query: away } }) };
});
vi.mock("@/lib/log", () => ({ log: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} } }));
vi.mock("@/lib/auth/auth", () => ({
  auth: async () => (caller.role ? { user: { id: "session" } } : null),
  handlers: { GET: () => new Response(), POST: () => new Response() },
  signIn: async () => {},
  signOut: async () => {},
}));
vi.mock("next-auth", () => ({ default: () => ({}), AuthError: Error, CredentialsSignin: Error }));
vi.mock("@/lib/services/session", () => ({
  findSession: async () =>
    caller.role
      ? { sessionId: "session", staffId: "staff", role: caller.role, displayName: "Somebody" }
      : null,
  signOut: async () => {},
}));
vi.mock("@/db/queries/api-key", () => ({
  findLiveKey: async () => (caller.scopes ? { apiKeyId: "key", scopes: caller.scopes } : null),
}));
vi.mock("@/lib/services/live", () => ({ listenLive: () => () => {}, closeLiveStreams: () => {} }));
vi.mock("next/server", async (original) => ({ ...(await original<object>()), connection: async () => {} }));
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  redirect: (to: string) => {
    throw new Turned(to);
  },
  forbidden: () => {
    throw new Turned("403");
  },
  unstable_rethrow: () => {},
}));

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Behind LOCKKEEPER_GALLERY; shows parts, no records. */
const NOT_A_DOOR = ["app/look/page.tsx"];
type Way = { name: string; door: Door; fn: (...args: unknown[]) => Promise<unknown> };

function filesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => pattern.test(path) && !path.endsWith(".test.ts") && !NOT_A_DOOR.includes(path))
    .sort();
}

/** The address of a page or route file: its folders without the groups. */
function addressOf(file: string): string {
  const folders = file.split("/").slice(1, -1);
  return `/${folders.filter((folder) => !/^\(.*\)$/.test(folder)).join("/")}`;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
function isClosed(way: Way): Promise<boolean> {
  const request = new Request(`http://localhost${way.name.split(" ")[1]}`, {
    method: way.name.split(" ")[0] ?? "GET",
  });
  return Promise.resolve(way.fn(request, { params: Promise.resolve({}) })).then(
    (answer) => answer instanceof Response && [404, 405].includes(answer.status),
  );
}

const ways: Way[] = [];
const unmarked: string[] = [];

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";
  const note = (name: string, fn: unknown) => {
    if (typeof fn === "function" && "door" in fn)
      ways.push({ name, door: fn.door as Door, fn: fn as unknown as Way["fn"] });
    else unmarked.push(name);
  };
  for (const file of filesIn("app", /\/page\.tsx$/)) {
    note(`page ${addressOf(file)}`, (await import(/* @vite-ignore */ join(root, file))).default);
  }
  for (const file of filesIn("app", /\/route\.tsx?$/)) {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ join(root, file));
    for (const method of METHODS.filter((one) => one in module))
      note(`${method} ${addressOf(file)}`, module[method]);
  }
  for (const file of filesIn("lib/actions", /\.ts$/)) {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ join(root, file));
    const feature = file.replace(/^lib\/actions\/|\.ts$/g, "");
    for (const [name, fn] of Object.entries(module)) note(`action ${feature} ${name}`, fn);
  }
}, 120_000);

const INITIALS: Record<Role, string> = {
  moderator: "M",
  lead: "L",
  policy_manager: "P",
  analyst: "A",
  admin: "D",
};
type Answer = "in" | "signs in" | "forbidden";

/** Comes to a door as `role` (null: nobody) and says what happened. */
async function comeTo({ name, door, fn }: Way, role: Role | null): Promise<Answer> {
  caller.role = role;
  try {
    if (door.kind === "page") {
      const nothing = Promise.resolve({});
      await fn({ params: nothing, searchParams: nothing });
      return "in";
    }
    if (door.kind === "action") {
      const answer = (await fn(undefined)) as { ok: boolean; error?: { code: string } };
      if (answer.error?.code === "unauthenticated") return "signs in";
      return answer.error?.code === "forbidden" ? "forbidden" : "in";
    }
    const [method = "GET", address = "/"] = name.split(" ");
    const aborted = AbortSignal.abort();
    const request = new Request(`http://localhost${address}`, { method, signal: aborted });
    const { status } = (await fn(request, { params: Promise.resolve({}) })) as Response;
    return status === 401 ? "signs in" : status === 403 ? "forbidden" : "in";
  } catch (error) {
    if (error instanceof Turned && error.to.startsWith("/sign-in")) return "signs in";
    if (error instanceof Turned && error.to === "403") return "forbidden";
    // Past the door there is no database here: whatever breaks there, the door had let us in.
    return "in";
  } finally {
    caller.role = null;
  }
}

async function callApi({ name, fn }: Way, scopes: ApiScope[] | null): Promise<number> {
  caller.scopes = scopes;
  const [method = "GET", address = "/"] = name.split(" ");
  const headers: Record<string, string> = scopes ? { Authorization: `Bearer lk_${"a".repeat(43)}` } : {};
  const answer = await fn(new Request(`http://localhost${address}`, { method, headers }), {
    params: Promise.resolve({}),
  });
  caller.scopes = null;
  return (answer as Response).status;
}

describe("every way in", () => {
  test("has a door, and the door is in the table", async () => {
    expect(unmarked).toEqual([]);
    const open: Way[] = [];
    for (const way of ways) {
      // Methods an endpoint answers with 404 or 405 lead nowhere.
      if (way.name.includes("/api/v1/") && way.door.kind === "public" && (await isClosed(way))) continue;
      open.push(way);
    }
    expect(open.map(({ name }) => name).sort()).toEqual(Object.keys(DOORS).sort());
  });

  test("that the table calls public is public, and no other", () => {
    const found = ways.filter(
      ({ name, door }) => name in DOORS && (door.kind === "public") !== (DOORS[name] === "public"),
    );
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  test("of the staff lets in exactly the roles of the table, and sends everybody else away", async () => {
    const staffWays = ways.filter(({ door }) => "permission" in door);
    expect(staffWays.length).toBeGreaterThan(15);
    for (const way of staffWays) {
      const allowed = (DOORS[way.name] ?? "").split(" ");
      const found: Record<string, Answer> = { nobody: await comeTo(way, null) };
      const expected: Record<string, Answer> = { nobody: "signs in" };
      for (const role of ROLES) {
        found[role] = await comeTo(way, role);
        expected[role] = allowed.includes(INITIALS[role]) ? "in" : "forbidden";
      }
      expect({ door: way.name, ...found }).toEqual({ door: way.name, ...expected });
    }
  });

  test("of a platform asks for a key, and for the scope of the table", async () => {
    const apiWays = ways.filter(({ door }) => door.kind === "api");
    expect(apiWays.length).toBeGreaterThan(8);
    for (const way of apiWays) {
      const scope = DOORS[way.name]?.replace("key:", "") as ApiScope;
      const others = API_SCOPES.filter((one) => one !== scope);
      const found = {
        noKey: await callApi(way, null),
        otherScopes: await callApi(way, others),
        isLetIn: ![401, 403].includes(await callApi(way, [scope])),
      };
      expect({ door: way.name, ...found }).toEqual({
        door: way.name,
        noKey: 401,
        otherScopes: 403,
        isLetIn: true,
      });
    }
  });
});
