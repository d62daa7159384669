import type { Page } from "@playwright/test";
import type { Platform } from "./support/platform";
import { addStaff } from "./support/staff";
import { expect, test } from "./support/test";

/** Three cases about one member, so that the queue under their id holds these and nothing else. */
async function threeCases(platform: Platform): Promise<string> {
  const sender = await platform.member();
  const reporter = await platform.member();
  const messages = [1, 2, 3].map((n) =>
    platform.draft({ senderId: sender.id, recipientId: reporter.id, body: `Offer number ${n}, only today.` }),
  );
  await platform.history(messages);
  for (const { id } of messages) {
    await platform.report({ reporterId: reporter.id, subject: { type: "message", id } });
  }
  return sender.id;
}

const selected = (page: Page) =>
  page
    .locator('[role="row"][aria-selected]')
    .evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
        .map((row) => row.getAttribute("aria-selected") === "true"),
    );

/** Presses Tab until a field has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached #${id}`);
}

test("the queue and a case from claim to decision, by keyboard alone", async ({ open, platform }) => {
  const senderId = await threeCases(platform);
  const page = await open((await addStaff("moderator")).email);
  await page.goto(`/queue?q=${senderId}`);
  await expect.poll(() => selected(page)).toEqual([true, false, false]);

  await page.keyboard.press("j");
  await expect.poll(() => selected(page)).toEqual([false, true, false]);
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => selected(page)).toEqual([false, false, true]);
  await page.keyboard.press("j");
  await expect.poll(() => selected(page)).toEqual([false, false, true]);
  await page.keyboard.press("k");
  await expect.poll(() => selected(page)).toEqual([false, true, false]);
  await page.keyboard.press("c");
  await expect(page.getByRole("row", { selected: true }).getByText("reviewing")).toBeVisible();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cases\/CS-/);
  await expect(page.getByText(/^Yours for/)).toBeVisible();
  const reference = new URL(page.url()).pathname.split("/").at(-1);

  await page.keyboard.press("]");
  await expect(page.locator("#reported")).toBeFocused();
  await page.keyboard.press("6");
  await expect(page.getByRole("button", { name: /Daily cap R6/ })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("1");
  await expect(page.getByRole("button", { name: /Warn R1/ })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("6");
  await expect(page.getByRole("button", { name: /Daily cap R6/ })).toHaveAttribute("aria-pressed", "false");

  // Sent too early, the first thing missing gets the focus; typed letters are text, not commands.
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator("#decide-clause")).toBeFocused();
  await page.keyboard.type("4.2");
  await expect(page.getByLabel("Clause it breaks")).toHaveValue("4.2");
  await tabTo(page, "decide-memberReason");
  await page.keyboard.type("Ask first, please: 5 people did not know you.");
  await expect(page.getByLabel(/To the member/)).toHaveValue("Ask first, please: 5 people did not know you.");
  await expect(page.getByRole("button", { name: /Block 24.48 h R5/ })).toHaveAttribute(
    "aria-pressed",
    "false",
  );
  await tabTo(page, "decide-reason");
  await page.keyboard.type("Cold offers.");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText(`${reference} warned`)).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(`/cases/${reference}`));
  expect((await platform.standing(senderId)).restrictions).toMatchObject([{ measure: "warning" }]);
});

test("palette, places and the sheet of keys", async ({ open, platform }) => {
  const senderId = await threeCases(platform);
  const page = await open((await addStaff("moderator")).email);
  await page.goto("/queue");
  await expect(page.getByText("Live · earliest deadline first")).toBeVisible();

  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toBeVisible();
  await expect(sheet.getByText("Hand on, no reason needed")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  await page.keyboard.type("analytics");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/analytics");
  await expect(page.getByRole("heading", { level: 1, name: "Analytics" })).toBeVisible();

  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.waitForURL("**/appeals");
  await page.keyboard.press("g");
  await page.keyboard.press("q");
  await page.waitForURL("**/queue");

  await page.keyboard.press("/");
  await page.keyboard.type(senderId);
  await page.waitForURL(`**/queue?q=${senderId}`);
  await expect.poll(() => selected(page)).toHaveLength(3);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/q=/);

  // From anywhere: the case due first, claimed.
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.waitForURL(/\/(cases|appeals)\/(CS|AP)-/);
  await expect(page.getByText(/^Yours for/)).toBeVisible();
  await page.keyboard.press("s");
  await page.waitForURL(/\/(queue|appeals)$/);
});

test("the first Tab of a page leads past the navigation", async ({ open }) => {
  const page = await open((await addStaff("analyst")).email);
  await page.goto("/analytics");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the work" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});
