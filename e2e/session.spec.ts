import { request as ask } from "node:http";
import type { Page } from "@playwright/test";
import { DOORS } from "@/lib/auth/doors.table";
import { ROLES, type Role } from "@/lib/domain/permission";
import { consoleUrl } from "./support/console";
import { CONSOLE_ROUTES, findRecords, PAGES, type Records } from "./support/places";
import { unique } from "./support/platform";
import { addStaff, changeRole, endSessions, readRows } from "./support/staff";
import { expect, signIn, test } from "./support/test";

const LETTERS: Record<Role, string> = {
  moderator: "M",
  lead: "L",
  policy_manager: "P",
  analyst: "A",
  admin: "D",
};

/** Which roles may pass, by the hand-written table; null for a door that needs no account. */
function rolesAt(door: string): readonly Role[] | null {
  const letters = DOORS[door];
  if (!letters) throw new Error(`${door} has no row in the table of doors`);
  return letters === "public" ? null : ROLES.filter((role) => letters.split(" ").includes(LETTERS[role]));
}

const STAFF_PAGES = PAGES.filter((address) => address !== "/look" && rolesAt(`page ${address}`) !== null);

/** What the console's pages ask of its server. */
const ASKED = CONSOLE_ROUTES.flatMap((address) =>
  (["GET", "POST"] as const)
    .filter((method) => `${method} ${address}` in DOORS)
    .map((method) => ({ method, address, door: `${method} ${address}` })),
);

/** A record nobody made: the door is asked before it. */
const NOBODY = "00000000-0000-7000-8000-000000000000";

/** An address with a record of the sample in it, so that there is something to leak. */
function filled(address: string, records: Records): string {
  const reference = address.includes("appeals") ? records.openAppeal : records.openCase;
  return address
    .replace("[reference]", reference)
    .replace("[version]", records.openDraft)
    .replace("/accounts/[id]", `/accounts/${records.memberId}`)
    .replace(/\[(id|run|draftId|signalId)\]/, NOBODY)
    .replace("/analytics/rows", "/analytics/rows?of=decided");
}

/** What somebody who may pass is answered there. */
const foundAt = (path: string): number => (path.includes(NOBODY) ? 404 : 200);

/** Asks with a path exactly as it is: no client of ours tidies it up first. */
function askRaw(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> {
  const { hostname, port, host } = new URL(consoleUrl());
  return new Promise((done, fail) => {
    const request = ask({ hostname, port, path, method, headers: { host, ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on("error", fail);
    });
    request.on("error", fail);
    request.end();
  });
}

const forged = { cookie: "authjs.session-token=eyJhbGciOiJub25lIn0.e30." };

/** Tries to sign in, and waits until the form has taken in the refusal: it moves the focus then. */
async function tryInVain(page: Page, email: string, password: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await signIn(page, email, password);
  await answered;
  await expect(page.getByText("E-mail and password do not fit.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign in" })).not.toHaveAttribute("aria-busy", "true");
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
}

test("sign-in: wrong, missing, right, and out again", async ({ page, watch }) => {
  const person = await addStaff("moderator");
  await page.goto("/cases/CS-0000000");
  await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Fcases%2FCS-0000000$/);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Write your e-mail address.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.goto("/sign-in");
  await tryInVain(page, person.email, "not the password");
  await expect(page.getByLabel("E-mail")).toHaveValue(person.email);
  await tryInVain(page, `nobody-${unique()}@lockkeeper.test`, "not the password");
  await signIn(page, person.email.toUpperCase());
  await expect(page).toHaveURL(/\/queue$/);

  // Out: the cookie that was good a moment ago opens nothing any more.
  const { cookies } = await page.context().storageState();
  // The page's own questions may find out first, and lead to the same place.
  watch.expect(/status of 401/);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in(\?returnTo=%2Fqueue)?$/);
  await page.context().addCookies(cookies);
  await page.goto("/queue");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("sign-in is limited after five failures, even with the right password", async ({ page }) => {
  const person = await addStaff("moderator");
  await page.goto("/sign-in");
  for (let attempt = 1; attempt <= 5; attempt++) {
    await tryInVain(page, person.email, `wrong ${attempt}`);
  }
  await signIn(page, person.email);
  await expect(page.getByText("Too many attempts.")).toBeVisible();
  await page.goto("/queue");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a session that was ended is over at the next click", async ({ open, watch }) => {
  const person = await addStaff("moderator");
  const page = await open(person.email);
  await page.goto("/queue");
  await expect(page.getByText("Live · earliest deadline first")).toBeVisible();
  watch.expect(/401/);
  await endSessions(person);
  await page.getByRole("link", { name: "Accounts" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("another role is in force at the next request", async ({ open, watch }) => {
  const person = await addStaff("lead");
  const page = await open(person.email);
  await page.goto("/settings/outbox");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Outbox");
  await changeRole(person, "moderator");
  watch.expect(/403/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your role does not include this page" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the queue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Queue" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Outbox" })).toHaveCount(0);
});

test("who only reads is offered no deed, and the server refuses a forced one", async ({ open, platform }) => {
  const [moderator, analyst] = await Promise.all([addStaff("moderator"), addStaff("analyst")]);
  const { caseId, sender } = await platform.reportedMessage();
  const [found] = await readRows<{ reference: string }>("select reference from cases where case_id = $1", [
    caseId,
  ]);
  const address = `/cases/${found?.reference}`;
  const reader = await open(analyst.email);
  await reader.goto(`/queue?q=${sender.id}`);
  await expect(reader.getByRole("row").filter({ hasText: "Unsolicited messages" })).toHaveCount(1);
  await expect(reader.getByRole("button", { name: "Claim" })).toHaveCount(0);
  await expect(reader.getByRole("button", { name: "Review next" })).toHaveAttribute("aria-disabled", "true");
  await reader.goto(address);
  await expect(reader.getByText("it takes the moderator role to decide")).toBeVisible();
  await expect(reader.getByRole("button", { name: /Daily cap|Dismiss|Claim/ })).toHaveCount(0);
  await reader.keyboard.press("c");

  const page = await open(moderator.email);
  await page.goto(address);
  const claiming = page.waitForRequest((request) => "next-action" in request.headers());
  await page.getByRole("button", { name: "Claim this case" }).click();
  const request = await claiming;
  await expect(page.getByText(/^Yours for/)).toBeVisible();
  const force = (from: Page) =>
    from.context().request.post(request.url(), {
      headers: {
        "next-action": request.headers()["next-action"] ?? "",
        "content-type": request.headers()["content-type"] ?? "",
        origin: consoleUrl(),
      },
      data: request.postDataBuffer() ?? Buffer.alloc(0),
    });
  expect(await (await force(reader)).text()).toContain('"forbidden"');
  const anonymous = await open(null);
  const refused = await force(anonymous);
  expect((await refused.text()).includes('"ok":true')).toBe(false);
  const [held] = await readRows<{ claimedBy: string }>(
    `select claimed_by as "claimedBy" from cases where case_id = $1`,
    [caseId],
  );
  expect(held?.claimedBy).toBe(moderator.staffId);
  // An action called from another host's page is not run.
  const crossSite = await page.context().request.post(request.url(), {
    headers: {
      "next-action": request.headers()["next-action"] ?? "",
      "content-type": request.headers()["content-type"] ?? "",
      origin: "https://evil.example",
    },
    data: request.postDataBuffer() ?? Buffer.alloc(0),
  });
  expect(crossSite.status()).toBeGreaterThanOrEqual(400);
});

test("anonymous people get sign-in on every page and 401 on every route", async () => {
  const records = await findRecords();
  for (const headers of [{}, forged]) {
    for (const address of STAFF_PAGES) {
      const answer = await askRaw(filled(address, records), headers);
      expect(answer.status, address).toBe(307);
      expect(answer.headers.location, address).toMatch(
        /^(http:\/\/localhost:\d+)?\/sign-in(\?returnTo=%2F.*)?$/,
      );
    }
    for (const { method, address, door } of ASKED) {
      const answer = await askRaw(filled(address, records), headers, method);
      expect(answer.status, door).toBe(401);
      expect(JSON.parse(answer.text), door).toMatchObject({ code: "unauthenticated" });
    }
  }
});

test("every role gets its pages and routes, and 403 at the others", async ({ open }) => {
  const records = await findRecords();
  for (const role of ROLES) {
    const page = await open((await addStaff(role)).email);
    const { cookies } = await page.context().storageState();
    const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
    for (const address of STAFF_PAGES.filter((one) => one !== "/")) {
      const isAllowed = rolesAt(`page ${address}`)?.includes(role);
      const path = filled(address, records);
      const answer = await askRaw(path, headers);
      expect(answer.status, `${role} at ${address}`).toBe(isAllowed ? foundAt(path) : 403);
      if (!isAllowed) expect(answer.text).toContain("Your role does not include this page");
    }
    // The stream of events stays open: its first answer is enough elsewhere.
    for (const { method, address, door } of ASKED.filter((one) => one.address !== "/api/events")) {
      const isAllowed = rolesAt(door)?.includes(role);
      const path = filled(address, records);
      const answer = await askRaw(path, headers, method);
      // A question that is no JSON passes the door and is refused behind it.
      const expected = method === "POST" ? 415 : foundAt(path);
      expect(answer.status, `${role} at ${door}`).toBe(isAllowed ? expected : 403);
    }
  }
});

test("after sign-in nobody is led to another host", async ({ open, page }) => {
  const person = await addStaff("moderator");
  const tricks = [
    "//evil.example",
    "https://evil.example/queue",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "/sign-in?returnTo=//evil.example",
    "/%2f%2fevil.example/..//evil.example",
    "@evil.example",
  ];
  await page.goto(`/sign-in?returnTo=${encodeURIComponent("//evil.example")}`);
  await signIn(page, person.email);
  await expect(page).toHaveURL(`${consoleUrl()}/queue`);
  const signedIn = await open(person.email);
  for (const trick of tricks) {
    await signedIn.goto(`/sign-in?returnTo=${encodeURIComponent(trick)}`);
    expect(new URL(signedIn.url()).origin, trick).toBe(consoleUrl());
  }
  await signedIn.goto(`/sign-in?returnTo=${encodeURIComponent("/queue?tab=reported")}`);
  await expect(signedIn).toHaveURL(`${consoleUrl()}/queue?tab=reported`);
});

test("no trick of a request brings a case's words to somebody without a session", async ({
  open,
  platform,
}) => {
  const canary = `canary-${unique()}`;
  const { caseId, sender } = await platform.reportedMessage({ body: canary, senderName: canary });
  const [found] = await readRows<{ reference: string }>("select reference from cases where case_id = $1", [
    caseId,
  ]);
  const reference = found?.reference;
  const places = [`/cases/${reference}`, `/queue?q=${sender.id}`, `/accounts/${sender.id}`];
  const routes = [`/api/console/cases/${reference}`, `/api/console/queue?q=${sender.id}`];

  // The canary sings where it may: otherwise this test could not fail.
  const page = await open((await addStaff("moderator")).email);
  const { cookies } = await page.context().storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const path of [...places, ...routes]) {
    expect((await askRaw(path, { cookie })).text, path).toContain(canary);
  }

  const buildId =
    (await (await fetch(`${consoleUrl()}/sign-in`)).text()).match(/"b":"([^"]+)"/)?.[1] ?? "build";
  const middleware = ["middleware", "src/middleware", "proxy", "src/proxy"];
  const tricks: Record<string, string>[] = [
    {},
    forged,
    ...middleware.map((name) => ({ "x-middleware-subrequest": Array(5).fill(name).join(":") })),
    { ...forged, "x-middleware-subrequest": Array(5).fill("proxy").join(":") },
    { rsc: "1", "next-router-prefetch": "1" },
    { ...forged, rsc: "1" },
    { ...forged, rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
    { ...forged, "x-nextjs-data": "1" },
    { ...forged, "next-action": "0".repeat(42) },
    { "x-forwarded-host": "evil.example", "x-original-url": "/sign-in", "x-rewrite-url": "/sign-in" },
    { authorization: "Bearer lk_nothing" },
  ];
  for (const path of [...places, ...routes]) {
    const [bare = "", query = ""] = path.split("?");
    const asked = query ? `?${query}` : "";
    const spellings = [
      path,
      `${bare}/${asked}`,
      `/${path}`,
      `//localhost${path}`,
      `${bare}.rsc${asked}`,
      `${bare}.txt${asked}`,
      `${bare}.json${asked}`,
      `/%2e${path}`,
      `/.${path}`,
      `/sign-in/..${path}`,
      `/sign-in/%2e%2e${path}`,
      `/sign-in/..%2f${path.slice(1)}`,
      `/api/docs/..${path}`,
      `/notice/x/../..${path}`,
      `/_next/static/..%2f..${path}`,
      `/_next/data/${buildId}${bare}.json${asked}`,
      `${bare}%00${asked}`,
      `${bare};x=1${asked}`,
      `${bare}\\${asked}`,
      `${bare.toUpperCase()}${asked}`,
      `${path}${query ? "&" : "?"}_rsc=1a2b3`,
    ];
    for (const spelling of spellings) {
      const answer = await askRaw(spelling, forged);
      expect(answer.text.includes(canary), `${spelling} with a forged cookie`).toBe(false);
      expect((await askRaw(spelling)).text.includes(canary), spelling).toBe(false);
    }
    for (const headers of tricks) {
      const answer = await askRaw(path, headers);
      expect(answer.text.includes(canary), `${path} with ${JSON.stringify(headers)}`).toBe(false);
      expect(answer.status, `${path} with ${JSON.stringify(headers)}`).not.toBe(200);
    }
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      expect((await askRaw(path, forged, method)).text.includes(canary), `${method} ${path}`).toBe(false);
    }
  }
});
