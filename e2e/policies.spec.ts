import type { Locator, Page } from "@playwright/test";
import { consoleUrl } from "./support/console";
import { type Platform, unique } from "./support/platform";
import { addStaff } from "./support/staff";
import { expect, test } from "./support/test";

const WIDE = { viewport: { width: 1440, height: 900 } };

/** Presses Tab until an element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await element.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${element}`);
}

/** A member new to the platform writes this often today to a friend; the verdicts of all. */
async function writeToday(platform: Platform, times: number) {
  const sender = await platform.member();
  const friend = await platform.member();
  const answers = [];
  for (let nth = 1; nth <= times; nth++) {
    const body = `Photograph number ${nth} of the regatta is in the album.`;
    answers.push(
      await platform.message(
        platform.draft({ senderId: sender.id, recipientId: friend.id, degree: 1, body }),
      ),
    );
  }
  return { sender, answers };
}

/** Which version a check goes by now. */
async function versionAtGate(platform: Platform): Promise<number> {
  const { answers } = await writeToday(platform, 1);
  return answers[0]?.policyVersion ?? 0;
}

test("a lower threshold is drafted, replayed, signed by a second person, in force at once, and rolled back", async ({
  open,
  platform,
}) => {
  test.slow();
  const [author, lead, moderator] = await Promise.all([
    addStaff("policy_manager"),
    addStaff("lead"),
    addStaff("moderator"),
  ]);
  const base = await versionAtGate(platform);

  // Drawn from the version in force, and written by keyboard alone.
  const page = await open(author.email, WIDE);
  await page.goto("/policies");
  await page.getByRole("button", { name: "New draft" }).click();
  await page.getByLabel("Name of the draft").fill(`Fewer messages ${unique()}`);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/policies\/\d+/);
  const version = Number(new URL(page.url()).pathname.split("/").at(-1));
  await expect(page.getByText(`draft ${version}`, { exact: true })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Find a rule or number")).toBeFocused();
  await page.keyboard.type("reminder");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/rule=D8/);
  await page.keyboard.press("/");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("D1");
  await page.keyboard.press("ArrowDown");
  await expect(page).toHaveURL(/rule=D1\b/);
  const rule = page.getByRole("complementary", { name: "Rules" }).getByRole("button", { name: /^D1 / });
  await expect(rule).toBeFocused();
  const threshold = page.getByLabel(/^Threshold, messages a day/);
  await tabTo(page, threshold);

  // More a day than in a month cannot be right: it is said at the field, and kept from being proposed.
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("600");
  await expect(threshold).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(threshold).toBeFocused();
  await expect(page.getByRole("button", { name: `Propose draft ${version}` })).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("3");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(threshold).not.toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText(/1 change, saved \d\d:\d\d/)).toBeVisible();
  await expect(rule).toContainText("100 → 3");
  await expect(page.getByText("As a member will read it").locator("..")).toContainText("3");
  await page.reload();
  await expect(threshold).toHaveValue("3");

  // Replayed over the past: who would be new, against the version it was drawn from.
  const backTest = page.getByRole("region", { name: "Back-test" });
  await backTest.getByRole("button", { name: "Run the back-test" }).click();
  await expect(
    backTest.getByRole("heading", { name: `Back-test of draft ${version} against version ${base}` }),
  ).toBeVisible();
  await expect(backTest.getByText(/messages of .+ accounts, done in/)).toBeVisible({ timeout: 60_000 });
  await expect(backTest.getByRole("button", { name: "Run again" })).toBeVisible();
  const found = await backTest.getByText(/accounts hit by D1; /).textContent();
  const [, before, added, gone] =
    /accounts hit by D1; (\d+) under \d+, (\d+) new, (\d+) let go/.exec(found ?? "")?.map(Number) ?? [];
  expect(added, "a threshold of 3 catches somebody whom 100 does not").toBeGreaterThan(0);
  expect(gone).toBe(0);
  await expect(backTest.getByText("Under the draft", { exact: true }).locator("..")).toContainText(
    `${Number(before) + Number(added)} +${added}`,
  );
  await expect(backTest.getByRole("heading", { name: "Who would be new" })).toBeVisible();

  // Proposed with a word to the second person; the own signature is refused, and why.
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByLabel(/^For the person who approves it/)).toBeFocused();
  await page.keyboard.type("Three a day are enough for this week.");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText(`proposed ${version}`, { exact: true })).toBeVisible();
  const own = page.getByRole("button", { name: "Approve and publish" });
  await expect(own).toHaveAttribute("aria-disabled", "true");
  await expect(
    page.getByText("You proposed this; another person has to approve it.").filter({ visible: true }).first(),
  ).toBeVisible();
  expect(await versionAtGate(platform)).toBe(base);

  const second = await open(lead.email, WIDE);
  await second.goto("/policies");
  await second
    .getByRole("listitem")
    .filter({ hasText: `proposed ${version}` })
    .getByRole("link", { name: "Read and approve" })
    .click();
  await second.getByRole("button", { name: "Approve and publish" }).click();
  const dialog = second.getByRole("dialog", { name: `Publish version ${version}` });
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await expect(dialog.getByRole("listitem")).toContainText(/100\D+3/);
  // The same command from the author's own browser, a moment earlier: the server refuses it.
  const forced: string[] = [];
  await second.route(`**/policies/${version}*`, async (route) => {
    const request = route.request();
    if (request.method() === "POST") {
      const answer = await page.context().request.post(request.url(), {
        headers: {
          "next-action": request.headers()["next-action"] ?? "",
          "content-type": request.headers()["content-type"] ?? "",
          origin: consoleUrl(),
        },
        data: request.postDataBuffer() ?? Buffer.alloc(0),
      });
      forced.push(await answer.text());
    }
    await route.continue();
  });
  // Asked a moment before: what the gate remembers of the version before must not outlive it.
  expect(await versionAtGate(platform)).toBe(base);
  await dialog.getByRole("button", { name: `Publish version ${version}` }).click();
  await expect(second.getByText(`Version ${version} is in force`)).toBeVisible();
  expect(forced.join()).toContain("second_person_needed");
  // The author's page, open all the time, says so too.
  await expect(page.getByText(`Version ${version} is in force. It does not change`)).toBeVisible();

  // The very next message goes by it; the fourth of a day is one too many, and somebody is to look at it.
  const queue = await open(moderator.email, WIDE);
  const { sender, answers } = await writeToday(platform, 4);
  expect(answers.map((answer) => answer.policyVersion)).toEqual([version, version, version, version]);
  expect(answers.map((answer) => answer.verdict)).toEqual(Array(4).fill("deliver"));
  const signals = await platform.signals(sender.id);
  expect(signals).toMatchObject([
    { rule: "D1", measured: 4, threshold: 3, policyVersion: version, mode: "live" },
  ]);
  await queue.goto(`/queue?tab=flagged&q=${sender.id}`);
  const row = queue.getByRole("row").filter({ hasText: "Flagged by D1" });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(/4, threshold\s+\/ 3/);
  await row.getByRole("link").click();
  const finding = queue
    .getByRole("region", { name: "Signals" })
    .getByRole("listitem")
    .filter({ has: queue.getByText("D1", { exact: true }) });
  await expect(finding).toContainText(/measured 4, threshold\s+\/ 3/);
  await expect(finding).toContainText(`policy v${version}`);

  // Back at once, by one person with a reason.
  const reason = `Three a day flagged everybody, ${unique()}.`;
  await page.goto(`/policies/${base}`);
  await page.getByRole("button", { name: "Roll back to it" }).click();
  await page.getByRole("button", { name: `Roll back to version ${base}` }).click();
  await expect(page.getByText("Say why in a sentence")).toBeVisible();
  await page.getByLabel("Why").fill(reason);
  expect(await versionAtGate(platform)).toBe(version);
  await page.getByRole("button", { name: `Roll back to version ${base}` }).click();
  await expect(page.getByText(new RegExp(`^Back to version ${base}, as version \\d+$`))).toBeVisible();
  await expect(page).toHaveURL(/\/policies$/);
  const after = await writeToday(platform, 4);
  const newest = after.answers[0]?.policyVersion ?? 0;
  expect(newest).toBeGreaterThan(version);
  expect(await platform.signals(after.sender.id)).toEqual([]);
  await expect(page.getByText(`Version ${newest} has been in force since`)).toBeVisible();
  await expect(page.getByText(`“${reason}”`)).toBeVisible();
});

test("the playground judges the same member by how far the message goes, with figures", async ({
  open,
  platform,
}) => {
  const member = await platform.member({ displayName: `Tove Pier ${unique()}` });
  const page = await open((await addStaff("policy_manager")).email, WIDE);
  await page.goto(`/policies/playground?member=${member.id}`);
  await expect(page.getByLabel("From", { exact: true })).toHaveValue(member.displayName);
  const verdict = page.getByRole("region", { name: "Verdict" });
  const answer = verdict.getByRole("status");
  const degree = page.getByRole("group", { name: "Degree" });
  const rule = (code: string) => verdict.getByRole("listitem").filter({ hasText: new RegExp(`^${code}\\D`) });

  await degree.getByRole("radio", { name: "3rd" }).check();
  await expect(answer).toContainText("Locked");
  await expect(answer).toContainText("E4 decides");
  await expect(rule("E4")).toContainText("decides");
  await expect(rule("E1")).toContainText(/120, floor\s+\/ 15/);
  await expect(verdict.getByText("Held back. Text and files show once it is permitted.")).toBeVisible();

  // Arrows move the choice, as in any group of radio buttons.
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(degree.getByRole("radio", { name: "1st" })).toBeChecked();
  await expect(answer).toContainText("Delivered");
  await expect(answer).toContainText("No rule stops it.");
  await expect(rule("E4")).not.toContainText("decides");
  await expect(verdict.getByText("Hello, we met at the harbour fair in May.")).toBeVisible();

  // Supposed otherwise, and nothing of it happens: the gate itself still knows 120 connections.
  await page.getByRole("textbox", { name: "Connections", exact: true }).fill("3");
  await expect(answer).toContainText("E1 decides");
  await expect(rule("E1")).toContainText(/3, floor\s+\/ 15/);
  await expect(page.getByText("on record 120")).toBeVisible();
  const friend = await platform.member();
  const sent = platform.draft({ senderId: member.id, recipientId: friend.id, degree: 1 });
  expect((await platform.sendCheck(sent)).verdict).toBe("deliver");
});
