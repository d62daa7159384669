import { addStaff } from "./support/staff";
import { expect, test } from "./support/test";

const DAY_MINUTES = 24 * 60;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

test("an account that goes on writing unanswered is flagged, explained, and decided about", async ({
  open,
  platform,
}) => {
  const sender = await platform.member();
  const silent = await platform.member();
  const page = await open((await addStaff("moderator")).email, { viewport: { width: 1440, height: 900 } });
  await page.goto(`/queue?tab=flagged&q=${sender.id}`);
  await expect(page.getByRole("heading", { name: "No open case fits these filters" })).toBeVisible();
  await expect(page.getByText("Live · earliest deadline first")).toBeVisible();

  // Three turns to one person within a week and no answer: D7 by hand above 2, D8 above one reminder.
  const words = [
    "May I tell you about our harbour tours?",
    "Did you see what I wrote?",
    "Last time I ask: the tours.",
  ];
  await platform.history(
    words.map((body, turn) =>
      platform.draft({
        senderId: sender.id,
        recipientId: silent.id,
        degree: 1,
        body,
        sentAt: ago((3 - turn) * DAY_MINUTES),
      }),
    ),
  );
  const signals = await platform.signals(sender.id);
  expect(signals.map(({ rule, measured, threshold }) => ({ rule, measured, threshold }))).toEqual(
    expect.arrayContaining([
      { rule: "D7", measured: 3, threshold: 2 },
      { rule: "D8", measured: 2, threshold: 1 },
    ]),
  );
  expect(new Set(signals.map(({ caseId }) => caseId)).size, "signals of one account join one case").toBe(1);
  // A detector alone restricts nobody.
  expect((await platform.standing(sender.id)).restrictions).toEqual([]);

  const row = page.getByRole("row").filter({ hasText: "Flagged by D" });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("D8");
  await expect(row).toContainText(/2, threshold\s+\/ 1/);
  await row.getByRole("button", { name: "Claim" }).click();
  await expect(row.getByText("reviewing")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/cases\/CS-/);
  const reference = new URL(page.url()).pathname.split("/").at(-1) ?? "";

  const ofD7 = { has: page.getByText("D7", { exact: true }) };
  const finding = page.getByRole("region", { name: "Signals" }).getByRole("listitem").filter(ofD7);
  await expect(finding).toContainText(/measured 3, threshold\s+\/ 2/);
  await expect(finding).toContainText(/policy v\d+/);
  await expect(finding).toContainText(silent.id);
  await finding.getByRole("button", { name: /^Messages/ }).click();
  const sheet = page.getByRole("dialog", { name: /^D7/ });
  await expect(sheet.getByText("Last time I ask: the tours.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  await page.getByRole("button", { name: /Dismiss, no breach/ }).click();
  await page.getByLabel(/For the record/).fill("They know each other; the recipient was away.");
  await page.getByRole("button", { name: /and open the next case/ }).click();
  await expect(page.getByText(`${reference} dismissed`)).toBeVisible();
  await page.goto(`/accounts/${sender.id}`);
  await expect(page.getByRole("listitem").filter(ofD7).first()).toContainText(/measured 3, threshold\s+\/ 2/);
  expect((await platform.standing(sender.id)).restrictions).toEqual([]);
});

test("reports alone flag an account and never restrict it", async ({ open, platform }) => {
  const member = await platform.member();
  const people = await Promise.all(Array.from({ length: 4 }, () => platform.member()));
  for (const reporter of people) {
    await platform.report({
      reporterId: reporter.id,
      subject: { type: "member", id: member.id },
      category: "spam",
    });
  }
  const [signal] = (await platform.signals(member.id)).filter(({ rule }) => rule === "D13");
  expect(signal).toMatchObject({ threshold: 3, mode: "live" });
  expect((await platform.standing(member.id)).restrictions).toEqual([]);
  expect((await platform.standing(member.id)).channels).toMatchObject({ chat: "open" });
  const page = await open((await addStaff("moderator")).email, { viewport: { width: 1440, height: 900 } });
  await page.goto(`/queue?tab=flagged&q=${member.id}`);
  await expect(page.getByRole("row").filter({ hasText: "Flagged by D13" })).toHaveCount(1);
});
