import type { Page } from "@playwright/test";
import { type HeldMessage, unique } from "./support/platform";
import { addStaff } from "./support/staff";
import { expect, test } from "./support/test";

const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** The page exactly as the server sends it, before any script. */
async function sourceOf(page: Page): Promise<string> {
  return await (await page.context().request.get(page.url())).text();
}

/** Neither the text nor a file's name is anywhere in the page. */
async function expectVeiled(page: Page, { secret }: HeldMessage): Promise<void> {
  expect(await sourceOf(page)).not.toContain(secret);
  expect(await page.content()).not.toContain(secret);
}

/** The sender asks for a person to read their message. */
async function dispute(page: Page, held: HeldMessage): Promise<void> {
  await page.goto(held.lock.senderUrl);
  await expect(title(page)).toHaveText("Your message is being held");
  await page.getByText("Ask a person to read it").click();
  await page.getByLabel("Why", { exact: false }).fill("We planned this voucher for the club's fair.");
  await page.getByRole("button", { name: "Say that it was held by mistake" }).click();
  await expect(page.getByText("You said that it was held by mistake")).toBeVisible();
  await expect(page.getByText("Ask a person to read it")).toHaveCount(0);
}

/** Finds the dispute in its tab of the queue and opens it, by keyboard. Returns its reference. */
async function openDispute(page: Page, { sender }: HeldMessage): Promise<string> {
  await page.goto(`/queue?q=${sender.id}`);
  await page
    .getByRole("navigation", { name: "Views of the queue" })
    .getByRole("link", { name: /^Locked/ })
    .click();
  await expect(page).toHaveURL(/tab=locked/);
  const row = page.getByRole("row").filter({ hasText: "Locked, " });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("The sender says it was locked wrongly");
  await expect(page.getByRole("row", { selected: true })).toHaveCount(1);
  await page.keyboard.press("c");
  await expect(row.getByText("reviewing")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/cases\/CS-/);
  await expect(page.getByText(/^Yours for/)).toBeVisible();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** Presses Tab until a field has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached #${id}`);
}

test("a held message stays veiled until its recipient lets it in, without a script", async ({
  open,
  platform,
}) => {
  const held = await platform.heldMessage();
  expect(held.verdict).toMatchObject({ verdict: "lock", recorded: true });
  expect(held.verdict.reasons.map(({ code }) => code)).toContain("content_locked");

  const sender = await open(null);
  await sender.goto(held.lock.senderUrl);
  await expect(title(sender)).toHaveText("Your message is being held");
  await expect(sender.getByRole("button", { name: /Let it in|Refuse|Report/ })).toHaveCount(0);
  await expectVeiled(sender, held);

  const recipient = await open(null, { javaScriptEnabled: false });
  await recipient.goto(held.lock.recipientUrl);
  await expect(title(recipient)).toHaveText("A message to you is being held");
  await expect(recipient.getByText(held.sender.displayName).first()).toBeVisible();
  await expect(recipient.getByText("It seems to ask for private details")).toBeVisible();
  // The words of rules are the staff's.
  expect(await recipient.getByRole("main").textContent()).not.toMatch(/\b[DE]\d{1,2}\b/);
  await expectVeiled(recipient, held);

  await recipient.getByRole("button", { name: "Refuse" }).click();
  await expect(title(recipient)).toHaveText("You refused this message");
  await expectVeiled(recipient, held);
  await sender.reload();
  await expect(title(sender)).toHaveText("Your message was not let in");

  await recipient.getByRole("button", { name: "Let it in" }).click();
  await expect(title(recipient)).toHaveText("You let this message in");
  await expect(recipient.getByText(`You have WON a free voucher, ${held.secret}.`)).toBeVisible();
  await expect(recipient.getByText(`${held.secret}.pdf`)).toBeVisible();
  // Now that it may stand there it does: what was looked for before is the right thing.
  expect(await sourceOf(recipient)).toContain(held.secret);
  await expect(recipient.getByRole("link", { name: /192/ })).toHaveCount(0);
  await sender.reload();
  await expect(title(sender)).toHaveText("Your message was let in");
  await expectVeiled(sender, held);
  expect(await platform.lock(held.lock.id)).toMatchObject({ state: "permitted", resolvedBy: "recipient" });
});

test("the sender disputes, a moderator releases by keyboard, both sides read it", async ({
  open,
  platform,
}) => {
  const held = await platform.heldMessage();
  const sender = await open(null);
  await dispute(sender, held);
  const recipient = await open(null);
  await recipient.goto(held.lock.recipientUrl);
  await expect(title(recipient)).toHaveText("A message to you is being held");
  await expectVeiled(recipient, held);

  const page = await open((await addStaff("moderator")).email, { viewport: { width: 1440, height: 900 } });
  const reference = await openDispute(page, held);
  await expect(page.getByText("We planned this voucher for the club's fair.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Why it was held" })).toContainText("D18");
  await expect(page.getByRole("region", { name: "What weighed" })).toContainText("Send your card number");

  // Sent too early, the first thing missing gets the focus.
  await page.keyboard.press("r");
  await expect(page.getByRole("button", { name: /^R ?Release/ })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator("#decide-reason")).toBeFocused();
  await page.keyboard.type("A real voucher; the club confirmed it.");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText(`${reference} released`)).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(reference));

  await recipient.reload();
  await expect(title(recipient)).toHaveText("This message was released");
  await expect(recipient.getByText(held.secret).first()).toBeVisible();
  await sender.reload();
  await expect(title(sender)).toHaveText("Your message was released");
  expect(await platform.lock(held.lock.id)).toMatchObject({ state: "released", resolvedBy: "moderator" });
  await page.goto(`/cases/${reference}`);
  await expect(page.getByRole("region", { name: "Released" })).toContainText("the club confirmed it");
});

test("a moderator removes a disputed message: nobody can let it in any more", async ({ open, platform }) => {
  const held = await platform.heldMessage();
  const told = `It asks for a card number under a pretence, ${unique()}.`;
  const sender = await open(null);
  await dispute(sender, held);
  const recipient = await open(null);
  await recipient.goto(held.lock.recipientUrl);
  await expect(recipient.getByRole("button", { name: "Let it in" })).toBeVisible();

  const page = await open((await addStaff("moderator")).email, { viewport: { width: 1440, height: 900 } });
  const reference = await openDispute(page, held);
  await page.keyboard.press("x");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator("#decide-clause")).toBeFocused();
  await page.keyboard.type("4.2");
  await tabTo(page, "decide-memberReason");
  await page.keyboard.type(told);
  await tabTo(page, "decide-reason");
  await page.keyboard.type("Phishing.");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText(`${reference} removed`)).toBeVisible();

  // The recipient's page is from before: the answer comes too late, and the page says so.
  await recipient.getByRole("button", { name: "Let it in" }).click();
  await expect(recipient.getByText("Your answer was not taken")).toBeVisible();
  await expect(title(recipient)).toHaveText("This message was removed");
  await expect(recipient.getByText(told)).toBeVisible();
  await expectVeiled(recipient, held);
  await sender.reload();
  await expect(title(sender)).toHaveText("Your message was removed");
  await expect(sender.getByText(told)).toBeVisible();
  expect(await platform.lock(held.lock.id)).toMatchObject({ state: "removed", resolvedBy: "moderator" });
});
