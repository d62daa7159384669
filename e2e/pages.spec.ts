import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { LockView } from "@/lib/contracts/lock";
import { tokenFor } from "@/lib/services/access-token";
import { finishedBackTest } from "./support/back-test";
import { svg } from "./support/files";
import { findRecords, PAGES, type Records } from "./support/places";
import { Platform } from "./support/platform";
import { addStaff, type Person, readRows } from "./support/staff";
import { expect, test } from "./support/test";

const WIDTHS = [1440, 390] as const;
const THEMES = ["light", "dark"] as const;
/** WCAG 2.2 AA, and one `main` and one first heading on every page. */
const AXE = {
  runOnly: { type: "tag" as const, values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  rules: {
    "landmark-one-main": { enabled: true },
    "landmark-no-duplicate-main": { enabled: true },
    "page-has-heading-one": { enabled: true },
  },
};

/** Held messages of our own: one waits, one was let in, one is disputed before a moderator. */
type Held = { waiting: LockView; permitted: LockView; disputed: LockView; disputeCase: string };
type Given = { records: Records; platform: Platform; held: Held; backTestId: string };
type Shot = {
  /** Which file under `app` it is; null for what no file stands for. */
  page: string | null;
  name: string;
  address: (given: Given) => string;
  /** Whether it needs somebody signed in. */
  isConsole?: true;
  /** Who looks, where the lead would not see all of it. */
  role?: "moderator" | "policy_manager";
  /** What stands there once it is drawn. */
  shows: string | RegExp;
  /** What is done before looking. */
  before?: (page: Page, width: number) => Promise<void>;
  /** Its parts scroll by themselves: the page does not; "wide": where it has columns. */
  isFixed?: true | "wide";
  /** The browser's own line about a refusal. */
  status?: 403 | 404;
};

const link =
  (purpose: "notice" | "appeal" | "receipt", target: keyof Records, path: string) =>
  ({ records }: Given) =>
    `${path}/${tokenFor(purpose, records[target])}`;

/** Opens the sheet that holds the rail where there is no room for a column. */
async function openRail(page: Page, width: number): Promise<void> {
  if (width < 900) await page.getByRole("button", { name: /^(Decide|See the decision)$/ }).click();
}

/** Shows the part of the evidence, which is a pane of its own where there is no room for a column. */
async function showEvidence(page: Page, width: number, part: string): Promise<void> {
  if (width < 900) await page.getByRole("button", { name: "Evidence", exact: true }).click();
  await expect(page.getByRole("region", { name: part })).toBeVisible();
}

/** Opens every answer that is behind a line of its own. */
async function openAnswers(page: Page): Promise<void> {
  for (const line of await page.locator("summary").all()) await line.click();
}

async function holdMessages(platform: Platform): Promise<Held> {
  const [waiting, permitted, disputed] = await Promise.all(
    Array.from({ length: 3 }, async () => (await platform.heldMessage()).lock),
  );
  if (!waiting || !permitted || !disputed) throw new Error("no message was held");
  await platform.answerLock(permitted.id, { by: "recipient", response: "accept" });
  await platform.answerLock(disputed.id, {
    by: "sender",
    response: "wrongly_locked",
    note: "We planned this voucher for the club's fair.",
  });
  const [found] = await readRows<{ reference: string }>(
    "select reference from cases where kind = 'locked_message' and subject_id = $1",
    [disputed.id],
  );
  if (!found) throw new Error("the dispute opened no case");
  return { waiting, permitted, disputed, disputeCase: found.reference };
}

const SHOTS: readonly Shot[] = [
  { page: "/sign-in", name: "sign-in", address: () => "/sign-in", shows: /^Sign in to/ },
  {
    page: "/sign-in",
    name: "sign-in-refused",
    address: () => "/sign-in",
    shows: /^Sign in to/,
    before: async (page) => {
      await page.getByLabel("E-mail").fill(`nobody-${Date.now()}@lockkeeper.test`);
      await page.getByLabel("Password", { exact: true }).fill("wrong");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByText("E-mail and password do not fit.")).toBeVisible();
    },
  },
  { page: "/", name: "start", address: () => "/", isConsole: true, shows: "Queue" },
  { page: "/queue", name: "queue", address: () => "/queue", isConsole: true, isFixed: true, shows: "Queue" },
  {
    page: "/queue",
    name: "queue-empty",
    address: () => "/queue?q=nobody-has-this-name",
    isConsole: true,
    isFixed: true,
    shows: "No open case fits these filters",
  },
  {
    page: "/queue",
    name: "queue-palette",
    address: () => "/queue",
    isConsole: true,
    shows: "Queue",
    before: async (page) => {
      await page.keyboard.press("ControlOrMeta+k");
      await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
    },
  },
  {
    page: "/queue",
    name: "queue-keys",
    address: () => "/queue",
    isConsole: true,
    shows: "Queue",
    before: async (page) => {
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
    },
  },
  {
    page: "/queue",
    name: "queue-locked",
    address: () => "/queue?tab=locked",
    isConsole: true,
    isFixed: true,
    shows: /^Locked, /,
  },
  {
    page: "/cases/[reference]",
    name: "case",
    address: ({ records }) => `/cases/${records.openCase}`,
    isConsole: true,
    isFixed: true,
    shows: "Conversation",
    before: openRail,
  },
  {
    page: "/cases/[reference]",
    name: "case-deciding",
    address: ({ records }) => `/cases/${records.openCase}`,
    isConsole: true,
    isFixed: true,
    shows: "Conversation",
    before: async (page, width) => {
      await openRail(page, width);
      await page.getByRole("button", { name: /Daily cap R6/ }).click();
      await page.getByLabel("Clause it breaks").selectOption("4.2");
      await page.getByLabel(/To the member/).fill("Your text reached many people who do not know you.");
      await expect(page.getByRole("region", { name: "Notice" })).toBeVisible();
    },
  },
  {
    page: "/cases/[reference]",
    name: "case-decided",
    address: ({ records }) => `/cases/${records.decidedCase}`,
    isConsole: true,
    isFixed: true,
    shows: "Conversation",
    before: openRail,
  },
  {
    page: "/cases/[reference]",
    name: "case-locked",
    address: ({ held }) => `/cases/${held.disputeCase}`,
    isConsole: true,
    isFixed: true,
    shows: "Conversation",
    before: async (page, width) => {
      await openRail(page, width);
      await page.getByRole("button", { name: /Remove/ }).click();
      await expect(page.getByLabel(/^To both sides/)).toBeVisible();
    },
  },
  {
    page: "/cases/[reference]",
    name: "case-locked-evidence",
    address: ({ held }) => `/cases/${held.disputeCase}`,
    isConsole: true,
    isFixed: true,
    shows: "Conversation",
    before: (page, width) => showEvidence(page, width, "What weighed"),
  },
  {
    page: "/cases/[reference]",
    name: "case-flagged",
    address: ({ records }) => `/cases/${records.flaggedCase}`,
    isConsole: true,
    isFixed: true,
    shows: /^(Conversation|Latest messages)$/,
    before: (page, width) => showEvidence(page, width, "Signals"),
  },
  {
    page: "/cases/[reference]",
    name: "case-flagged-messages",
    address: ({ records }) => `/cases/${records.flaggedCase}`,
    isConsole: true,
    isFixed: true,
    shows: /^(Conversation|Latest messages)$/,
    before: async (page, width) => {
      await showEvidence(page, width, "Signals");
      await page
        .getByRole("button", { name: /^Messages behind/ })
        .first()
        .click();
      await expect(page.getByText(/^Latest first, links inert/)).toBeVisible();
    },
  },
  { page: "/accounts", name: "accounts", address: () => "/accounts", isConsole: true, shows: "Accounts" },
  {
    page: "/accounts/[id]",
    name: "account",
    address: ({ records }) => `/accounts/${records.memberId}`,
    isConsole: true,
    shows: "Messages a day",
  },
  {
    page: "/appeals",
    name: "appeals",
    address: () => "/appeals",
    isConsole: true,
    isFixed: true,
    shows: "Appeals",
  },
  {
    page: "/appeals/[reference]",
    name: "appeal",
    address: ({ records }) => `/appeals/${records.openAppeal}`,
    isConsole: true,
    isFixed: true,
    shows: "What the member says",
    before: async (page, width) => {
      await page.getByText("Earlier decision").click();
      await openRail(page, width);
    },
  },
  {
    page: "/appeals/[reference]",
    name: "appeal-decided",
    address: ({ records }) => `/appeals/${records.decidedAppeal}`,
    isConsole: true,
    isFixed: true,
    shows: "What the member says",
    before: openRail,
  },
  { page: "/analytics", name: "analytics", address: () => "/analytics", isConsole: true, shows: "Analytics" },
  {
    page: "/analytics/rows",
    name: "analytics-rows",
    address: () => "/analytics/rows?of=decided",
    isConsole: true,
    shows: "Cases decided",
  },
  {
    page: "/policies",
    name: "policies",
    address: () => "/policies",
    isConsole: true,
    shows: "History",
  },
  {
    page: "/policies/[version]",
    name: "policy-draft",
    address: ({ records }) => `/policies/${records.openDraft}?rule=D1`,
    isConsole: true,
    isFixed: "wide",
    shows: /^Back-test of draft/,
    role: "policy_manager",
    before: async (page) => {
      await page.getByRole("button", { name: /^Compare with/ }).click();
      await expect(page.getByRole("region", { name: /^Compared with version/ })).toBeVisible();
      // No number: said at the field, and not stored.
      await page.getByLabel(/^Threshold, messages a day/).fill("many");
      await expect(page.getByText("but 1 field").or(page.getByText("not saved yet")).first()).toBeAttached();
      // To the end of the page, where its foot covers nothing.
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    },
  },
  {
    page: "/policies/[version]",
    name: "policy-draft-read",
    address: ({ records }) => `/policies/${records.openDraft}?rule=E6`,
    isConsole: true,
    isFixed: "wide",
    shows: /^Back-test of draft/,
  },
  {
    page: "/policies/[version]",
    name: "policy-published",
    address: () => "/policies/2?rule=E1",
    isConsole: true,
    isFixed: "wide",
    shows: /It does not change|does not change/,
  },
  {
    page: "/policies/back-test/[run]",
    name: "back-test-rows",
    address: ({ backTestId }) => `/policies/back-test/${backTestId}?scope=D9`,
    isConsole: true,
    shows: "Who would be new",
  },
  {
    page: "/policies/playground",
    name: "playground",
    address: ({ records }) => `/policies/playground?member=${records.memberId}`,
    isConsole: true,
    isFixed: "wide",
    shows: "Who may message whom",
  },
  {
    page: "/policies/filter",
    name: "filter",
    address: () => "/policies/filter",
    isConsole: true,
    shows: "What spoke for locking, in log-odds",
  },
  {
    page: "/settings/outbox",
    name: "outbox",
    address: () => "/settings/outbox",
    isConsole: true,
    shows: "Outbox",
  },
  {
    page: "/notice/[token]",
    name: "notice",
    address: link("notice", "openNotice", "/notice"),
    shows: "The decision",
  },
  {
    page: "/notice/[token]",
    name: "notice-appealed",
    address: link("notice", "appealedNotice", "/notice"),
    shows: "The decision",
  },
  {
    page: "/appeal/[token]",
    name: "appeal-form",
    address: link("notice", "openNotice", "/appeal"),
    shows: "Files that show it",
    before: async (page) => {
      await page.getByRole("button", { name: "Send appeal" }).click();
      await expect(page.getByText("One thing to fill in first")).toBeVisible();
      await page.getByLabel("Files that show it", { exact: true }).setInputFiles([svg("drawing.svg")]);
      await expect(page.getByText(/this kind of file is not accepted/)).toBeVisible();
    },
  },
  {
    page: "/appeal/status/[token]",
    name: "appeal-status",
    address: link("appeal", "openAppealId", "/appeal/status"),
    shows: "Where it stands",
  },
  {
    page: "/appeal/status/[token]",
    name: "appeal-status-decided",
    address: link("appeal", "decidedAppealId", "/appeal/status"),
    shows: "The answer",
  },
  {
    page: "/receipt/[token]",
    name: "receipt",
    address: link("receipt", "reportId", "/receipt"),
    shows: "Where it stands",
  },
  {
    page: "/locked/[token]",
    name: "locked-recipient",
    address: ({ held }) => held.waiting.recipientUrl,
    shows: "A message to you is being held",
    before: openAnswers,
  },
  {
    page: "/locked/[token]",
    name: "locked-recipient-let-in",
    address: ({ held }) => held.permitted.recipientUrl,
    shows: "You let this message in",
  },
  {
    page: "/locked/[token]",
    name: "locked-sender",
    address: ({ held }) => held.waiting.senderUrl,
    shows: "Your message is being held",
    before: openAnswers,
  },
  {
    page: "/locked/[token]",
    name: "locked-sender-disputed",
    address: ({ held }) => held.disputed.senderUrl,
    shows: "You said that it was held by mistake",
  },
  { page: "/api/docs", name: "docs", address: () => "/api/docs", shows: "Ask before delivering a message" },
  {
    page: null,
    name: "not-found",
    address: () => "/there-is-nothing-here",
    isConsole: true,
    shows: "There is nothing at this address",
    status: 404,
  },
  {
    page: null,
    name: "case-of-nothing",
    address: () => "/cases/CS-0000000",
    isConsole: true,
    shows: "There is nothing at this address",
    status: 404,
  },
  { page: null, name: "link-of-nothing", address: () => "/notice/nothing", shows: /link/i, status: 404 },
  {
    page: null,
    name: "forbidden",
    address: () => "/settings/outbox",
    isConsole: true,
    role: "moderator",
    shows: "Your role does not include this page",
    status: 403,
  },
];

/** Behind a setting that the product never has. */
const UNSEEN = ["/look"];

test("every page of the product is looked at", () => {
  const looked = new Set(SHOTS.map((shot) => shot.page));
  expect(PAGES.filter((page) => !looked.has(page) && !UNSEEN.includes(page))).toEqual([]);
});

test("the check finds what is wrong with a page", async ({ page }) => {
  await page.setContent(
    '<html lang="en"><title>t</title><main><input><p style="color:#bbb">pale</p></main><main></main>',
  );
  const { violations } = await new AxeBuilder({ page }).options(AXE).analyze();
  expect(violations.map(({ id }) => id).sort()).toEqual([
    "color-contrast",
    "label",
    "landmark-no-duplicate-main",
    "page-has-heading-one",
  ]);
});

test.describe("pages", () => {
  test.describe.configure({ mode: "parallel" });
  let given: Given;
  let people: Record<"lead" | "moderator" | "policy_manager", Person>;
  test.beforeAll(async () => {
    const platform = new Platform();
    const records = await findRecords();
    const held = await holdMessages(platform);
    given = { records, platform, held, backTestId: await finishedBackTest(records.openDraft) };
    people = {
      lead: await addStaff("lead"),
      moderator: await addStaff("moderator"),
      policy_manager: await addStaff("policy_manager"),
    };
  });

  for (const shot of SHOTS) {
    test(shot.name, async ({ open, watch }, testInfo) => {
      if (shot.status) watch.expect(new RegExp(`status of ${shot.status}`));
      const person = shot.isConsole ? people[shot.role ?? "lead"].email : null;
      for (const width of WIDTHS) {
        const page = await open(person, {
          viewport: { width, height: width === 390 ? 844 : 900 },
          reducedMotion: "reduce",
          colorScheme: "light",
        });
        // The live stream opens once the browser has taken the page over: from then on keys and clicks count.
        const isAlive =
          shot.isConsole && !shot.status
            ? page.waitForResponse((response) => response.url().endsWith("/api/events"))
            : null;
        await page.goto(shot.address(given));
        await expect(page.getByText(shot.shows).filter({ visible: true }).first()).toBeVisible();
        await isAlive;
        await shot.before?.(page, width);
        await page.evaluate(() => document.fonts.ready);
        for (const theme of THEMES) {
          await page.emulateMedia({ colorScheme: theme });
          const name = `${shot.name}-${width}-${theme}`;
          await page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true });
          const found = await new AxeBuilder({ page }).options(AXE).analyze();
          const violations = found.violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
          );
          expect.soft(violations, name).toEqual([]);
        }
        const beyond = await page.evaluate(() => {
          const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
          return { right: scrollWidth - clientWidth, bottom: scrollHeight - clientHeight };
        });
        expect.soft(beyond.right, `${shot.name} at ${width}: pixels beyond the right edge`).toBe(0);
        if (shot.isFixed === true || (shot.isFixed === "wide" && width === 1440)) {
          expect.soft(beyond.bottom, `${shot.name} at ${width}: pixels beyond the lower edge`).toBe(0);
        }
        await page.context().close();
      }
    });
  }
});
