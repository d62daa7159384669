import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { staffPassword } from "./console";
import { Platform } from "./platform";
import { Watch } from "./watch";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

type Fixtures = {
  /** Everything the test's pages did wrong; what is not expected fails the test at its end. */
  watch: Watch;
  platform: Platform;
  /** A page in a browser of its own: of a person of the staff, signed in, or of somebody without an account. */
  open: (email: string | null, options?: BrowserContextOptions) => Promise<Page>;
};

/** Signs in through the form. */
export async function signIn(page: Page, email: string, password = staffPassword()): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export const test = base.extend<Fixtures, { sessions: Map<string, StorageState> }>({
  // One sign-in per person and worker: the form has its own tests.
  sessions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => use(new Map()),
    { scope: "worker" },
  ],
  watch: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      expect(watch.unexpected, "what the pages did wrong").toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    watch.on(context);
    await use(context);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  platform: async ({}, use) => use(new Platform()),
  open: async ({ browser, sessions, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (email, options = {}) => {
      const kept = email === null ? undefined : sessions.get(email);
      const context = await browser.newContext({ ...options, ...(kept ? { storageState: kept } : {}) });
      contexts.push(context);
      watch.on(context);
      const page = await context.newPage();
      if (email !== null && !kept) {
        await page.goto("/sign-in");
        await signIn(page, email);
        await page.waitForURL((url) => url.pathname !== "/sign-in");
        sessions.set(email, await context.storageState());
      }
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };
