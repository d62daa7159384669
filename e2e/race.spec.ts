import type { Page } from "@playwright/test";
import { addStaff, readRows } from "./support/staff";
import { expect, test } from "./support/test";

const REASON = "Same text to many strangers.";

async function referenceOf(caseId: string): Promise<string> {
  const [found] = await readRows<{ reference: string }>("select reference from cases where case_id = $1", [
    caseId,
  ]);
  if (!found) throw new Error(`there is no case ${caseId}`);
  return found.reference;
}

function decisionsOf(caseId: string): Promise<{ by: string; outcome: string }[]> {
  return readRows(
    `select s.display_name as by, d.outcome from decisions d join staff s on s.staff_id = d.decided_by
      where d.case_id = $1`,
    [caseId],
  );
}

const reasonField = (page: Page) => page.getByLabel(/For the record/);
const deed = (page: Page) => page.getByRole("button", { name: /and open the next case/ });

/** Chooses the dismissal and writes why, without sending it. */
async function draftDismissal(page: Page, reason = REASON): Promise<void> {
  await page.getByRole("button", { name: /Dismiss, no breach/ }).click();
  await reasonField(page).fill(reason);
}

async function takeCase(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Claim this case" }).click();
  await expect(page.getByText(/^Yours for/)).toBeVisible();
}

test("two people on one case: who holds it is seen, handing on is seen at once", async ({
  open,
  platform,
}) => {
  const [ada, ben] = await Promise.all([
    addStaff("moderator", "Ada Quill"),
    addStaff("moderator", "Ben Tarn"),
  ]);
  const { caseId } = await platform.reportedMessage();
  const address = `/cases/${await referenceOf(caseId)}`;

  const first = await open(ada.email);
  await first.goto(address);
  await takeCase(first);

  const second = await open(ben.email);
  await second.goto(address);
  await expect(second.getByText("Ada Quill has it")).toBeVisible();
  await draftDismissal(second, "Written while somebody else held it.");
  await expect(deed(second)).toHaveAttribute("aria-disabled", "true");
  await expect(second.getByText("Ada Quill holds this case.").first()).toBeVisible();

  await first.getByRole("button", { name: "Hand on" }).click();
  await expect(first).toHaveURL(/\/queue/);
  // Without a reload: it is free, and what was written meanwhile is still there.
  await takeCase(second);
  await expect(reasonField(second)).toHaveValue("Written while somebody else held it.");
  await first.goto(address);
  await expect(first.getByText("Ben Tarn has it")).toBeVisible();
});

test("two people claim at the same moment: one holds it, the other is told who", async ({
  open,
  platform,
  watch,
}) => {
  const people = await Promise.all([addStaff("moderator", "Ada Quill"), addStaff("moderator", "Ben Tarn")]);
  const { caseId } = await platform.reportedMessage();
  const address = `/cases/${await referenceOf(caseId)}`;
  const pages = await Promise.all(people.map(({ email }) => open(email)));
  // Neither page hears of the other's claim before its own click.
  watch.expect(/\/api\/events/);
  await Promise.all(pages.map((page) => page.route("**/api/events", (route) => route.abort())));
  await Promise.all(pages.map((page) => page.goto(address)));
  await Promise.all(pages.map((page) => page.getByRole("button", { name: "Claim this case" }).click()));
  const told = await Promise.all(
    pages.map(async (page) => {
      const answer = page.getByText(/^Yours for|(Ada Quill|Ben Tarn) (has it|has taken this case)/).first();
      return await answer.textContent();
    }),
  );
  expect(told.filter((text) => text?.startsWith("Yours for"))).toHaveLength(1);
  const holders = await readRows<{ name: string }>(
    "select s.display_name as name from cases c join staff s on s.staff_id = c.claimed_by where c.case_id = $1",
    [caseId],
  );
  const other = told.find((text) => !text?.startsWith("Yours for"));
  expect(other).toContain(holders[0]?.name);
});

test("a decision after somebody else's: one effect, the other sees who and keeps every word", async ({
  open,
  platform,
  watch,
}) => {
  const [ada, ben] = await Promise.all([
    addStaff("moderator", "Ada Quill"),
    addStaff("moderator", "Ben Tarn"),
  ]);
  const { caseId, sender } = await platform.reportedMessage();
  const address = `/cases/${await referenceOf(caseId)}`;

  // Ada's page hears nothing more: a laptop that was asleep.
  const first = await open(ada.email);
  watch.expect(/ERR_FAILED.*\/api\/events/);
  watch.expect(/\/api\/events/);
  await first.route("**/api/events", (route) => route.abort());
  await first.goto(address);
  await takeCase(first);
  await first.getByRole("button", { name: /Stop messaging/ }).click();
  await first.getByLabel("Clause it breaks").selectOption("4.2");
  await first.getByLabel(/To the member/).fill("You wrote to many people who do not know you.");
  await reasonField(first).fill(REASON);

  // Her lease is handed on from her other window, and Ben decides.
  const window2 = await first.context().newPage();
  await window2.goto(address);
  await window2.getByRole("button", { name: "Hand on" }).click();
  await expect(window2).toHaveURL(/\/queue/);
  const second = await open(ben.email);
  await second.goto(address);
  await takeCase(second);
  await draftDismissal(second, "Asked for.");
  await deed(second).click();
  await expect(second).not.toHaveURL(new RegExp(address));

  await deed(first).click();
  await expect(first.getByText(/^Ben Tarn decided this case .*\. Your draft was not sent\.$/)).toBeVisible();
  await expect(reasonField(first)).toHaveValue(REASON);
  await expect(first.getByLabel(/To the member/)).toHaveValue(
    "You wrote to many people who do not know you.",
  );
  await expect(first.getByRole("button", { name: "Copy what you wrote" })).toBeVisible();
  expect(await decisionsOf(caseId)).toEqual([{ by: "Ben Tarn", outcome: "dismissed" }]);
  expect((await platform.standing(sender.id)).restrictions).toEqual([]);
});

test("two windows decide at the same moment: one effect", async ({ open, platform, watch }) => {
  const ada = await addStaff("moderator", "Ada Quill");
  const { caseId, sender } = await platform.reportedMessage();
  const address = `/cases/${await referenceOf(caseId)}`;
  const left = await open(ada.email);
  watch.expect(/\/api\/events/);
  await left.context().route("**/api/events", (route) => route.abort());
  await left.goto(address);
  await takeCase(left);
  const right = await left.context().newPage();
  await right.goto(address);
  await expect(right.getByText(/^Yours for/)).toBeVisible();
  await draftDismissal(left, "The left window.");
  await right.getByRole("button", { name: /Stop messaging/ }).click();
  await right.getByLabel("Clause it breaks").selectOption("4.2");
  await right.getByLabel(/To the member/).fill("The right window.");
  await reasonField(right).fill("The right window.");
  await Promise.all([deed(left).click(), deed(right).click()]);
  await expect.poll(async () => (await decisionsOf(caseId)).length).toBe(1);
  const [decision] = await decisionsOf(caseId);
  const isLeft = decision?.outcome === "dismissed";
  const loser = isLeft ? right : left;
  await expect(loser.getByText("You decided this case in another window.")).toBeVisible();
  await expect(reasonField(loser)).toHaveValue(isLeft ? "The right window." : "The left window.");
  expect((await platform.standing(sender.id)).restrictions).toHaveLength(isLeft ? 0 : 1);
});
