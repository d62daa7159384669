import type { Page } from "@playwright/test";
import { consoleUrl } from "./support/console";
import { pdf, pngOver10MiB, pngWithPlace, svg } from "./support/files";
import { linksIn, waitForMail } from "./support/mail";
import { unique } from "./support/platform";
import { expect, test } from "./support/test";

const FIRST = "moderator@lockkeeper.test";
const SECOND = "moderator2@lockkeeper.test";

const MEMBER_REASON = "On Tuesday your text reached forty people who do not know you.";
const STATEMENT = "These were invitations to a meetup that people had signed up for.";
const REPLY = "We looked at the sign-up list you sent. The invitations were asked for.";

/** What a case holds: the person who first claimed it. */
async function claim(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: `Claim this ${what}` }).click();
  await expect(page.getByText(/^Yours for/)).toBeVisible();
}

test("a report becomes a restriction, and an appeal undoes it", async ({ open, platform, watch }) => {
  test.slow();
  // May write to people they share a connection with.
  const sender = await platform.member({
    displayName: `Orla Quay ${unique()}`,
    accountType: "premium_business",
  });
  const reporter = await platform.member();
  const stranger = await platform.member();
  const near = { senderId: sender.id, degree: 2, sharedConnections: 1 } as const;
  const started = { ...near, recipientId: reporter.id };
  // A conversation somebody else began: in it the sender only replies.
  const asked = platform.draft({ senderId: stranger.id, recipientId: sender.id, body: "What does it cost?" });
  const message = platform.draft({ ...started, body: "Last seats for our growth webinar, write me today." });
  await platform.history([
    platform.draft({ ...started, body: "Hello, we have not met. May I tell you about our tools?" }),
    asked,
    message,
  ]);

  // The report shows up by itself in a queue that is open already.
  const first = await open(FIRST);
  await first.goto(`/queue?q=${sender.id}`);
  await expect(first.getByRole("heading", { name: "No open case fits these filters" })).toBeVisible();
  await expect(first.getByText("Live · earliest deadline first")).toBeVisible();
  const report = await platform.report({
    reporterId: reporter.id,
    subject: { type: "message", id: message.id },
    note: "I never asked for this.",
  });
  const row = first.getByRole("row").filter({ hasText: "Unsolicited messages" });
  await expect(row).toHaveCount(1);
  const receipt = await open(null);
  await receipt.goto(report.receiptUrl);
  await expect(receipt.getByRole("heading", { level: 1 })).toHaveText("Your report has arrived");

  await row.getByRole("button", { name: "Claim" }).click();
  await expect(row.getByText("reviewing")).toBeVisible();
  await row.getByRole("link", { name: "Unsolicited messages" }).click();
  await expect(first.getByText(/^Yours for/)).toBeVisible();
  const caseUrl = first.url();
  const reference = new URL(caseUrl).pathname.split("/").at(-1) ?? "";
  await receipt.reload();
  await expect(receipt.getByRole("heading", { level: 1 })).toHaveText("Somebody is reading your report");

  // One conversation a day in chat, to people they are not connected to.
  await first.getByRole("button", { name: /Daily cap/ }).click();
  await first.getByLabel("Clause it breaks").selectOption("4.2");
  await first.getByRole("button", { name: "Least that would do" }).click();
  await first.getByRole("textbox", { name: "Cap" }).fill("1");
  await first.getByLabel(/To the member/).fill(MEMBER_REASON);
  const preview = first.getByRole("region", { name: "Notice" });
  const sentence = await preview.getByRole("heading", { level: 3 }).textContent();
  expect(sentence).toMatch(/^You can start up to 1 conversation a day in chat until \d+ \w+( \d{4})?$/);
  await expect(preview.getByText(MEMBER_REASON)).toBeVisible();
  await expect(preview.getByText("The limit counts people you are not connected to.")).toBeVisible();
  // Without a reason for the record nothing is sent, and the field says so.
  const deed = first.getByRole("button", { name: "Cap for 30 days and open the next case" });
  await expect(deed).toHaveAttribute("aria-disabled", "true");
  await first.getByLabel(/For the record/).fill("Same text to many strangers.");
  await deed.click();
  await expect(first.getByText(`${reference} capped for 30 days`)).toBeVisible();
  await expect(first).not.toHaveURL(caseUrl);

  // In force on the very next message.
  const standing = await platform.standing(sender.id);
  expect(standing.channels).toMatchObject({ chat: "limited", inmail: "open", group: "open" });
  expect(standing.restrictions).toMatchObject([{ measure: "daily_cap", capPerDay: 1, policyClause: "4.2" }]);
  const start = platform.draft({ ...near, recipientId: stranger.id });
  expect((await platform.sendCheck(start)).verdict).toBe("deliver");
  expect(await platform.message(start)).toMatchObject({ verdict: "deliver", recorded: true });
  const again = platform.draft(started);
  const refused = await platform.sendCheck(again);
  expect(refused).toMatchObject({
    verdict: "refuse",
    reasons: [{ code: "daily_cap_reached", rule: "R6", measured: 1, threshold: 1 }],
    notice: { title: sentence },
  });
  const { conversationId } = asked;
  const reply = { ...again, recipientId: stranger.id, conversationId, isReply: true };
  expect((await platform.sendCheck(reply)).verdict).toBe("deliver");
  expect((await platform.sendCheck({ ...again, degree: 1 })).verdict).toBe("deliver");

  // One e-mail to one person, the same link in both parts.
  const [notice] = await waitForMail(sender.email ?? "", 1);
  expect(notice?.to?.map((one) => one.address)).toEqual([sender.email]);
  expect([notice?.cc ?? [], notice?.bcc ?? []].flat()).toEqual([]);
  const [link = ""] = linksIn(notice?.text, consoleUrl());
  expect(link).toMatch(/\/notice\/[A-Za-z0-9_-]{43}$/);
  expect(linksIn(notice?.text, consoleUrl())).toEqual([link]);
  expect(linksIn(notice?.html, consoleUrl())).toEqual([link]);
  for (const part of [notice?.text, notice?.html]) {
    expect(part).toContain(sentence);
    expect(part).toContain(MEMBER_REASON);
    expect(part).not.toContain(reporter.id);
    expect(part).not.toContain("Same text to many strangers.");
  }

  // The member reads it without an account.
  const member = await open(null);
  await member.goto(link);
  await expect(member.getByRole("heading", { level: 1 })).toHaveText(sentence ?? "");
  await expect(member.getByText(MEMBER_REASON)).toBeVisible();
  await member.getByRole("link", { name: "Appeal this decision" }).click();
  await expect(member.getByRole("heading", { level: 1 })).toHaveText("Appeal the daily limit");

  // An appeal without words is not sent; files of the wrong kind or size say why; what is typed stays.
  await member.getByRole("button", { name: "Send appeal" }).click();
  await expect(member.getByText("Write a sentence or two, so that we know what to look at.")).toBeVisible();
  await expect(member.getByLabel(/Why should the daily limit be lifted/)).toBeFocused();
  await member.getByLabel(/Why should the daily limit be lifted/).fill(STATEMENT);
  await member.getByLabel(/What have you changed since/).fill("Nothing yet.");
  const files = member.getByLabel("Files that show it", { exact: true });
  await files.setInputFiles([svg("drawing.svg"), await pngOver10MiB("huge.png")]);
  const chosen = member.getByRole("list", { name: "Files that show it: chosen" }).getByRole("listitem");
  await expect(chosen.filter({ hasText: "drawing.svg" })).toContainText("this kind of file is not accepted");
  await expect(chosen.filter({ hasText: "huge.png" })).toContainText("it is larger than 10 MB");
  // The server says the same to who goes past the form, whatever the file is called.
  const upload = `${consoleUrl()}/api/member/evidence/${new URL(link).pathname.split("/").at(-1)}`;
  for (const [file, status] of [
    [{ ...svg("drawing.png"), mimeType: "image/png" }, 415],
    [await pngOver10MiB("huge.png"), 413],
  ] as const) {
    const answer = await fetch(upload, {
      method: "POST",
      headers: { "content-type": file.mimeType, "x-file-name": file.name },
      body: new Uint8Array(file.buffer),
    });
    expect(answer.status, file.name).toBe(status);
  }
  await files.setInputFiles([await pngWithPlace("sign-ups.png"), pdf("invitation.pdf")]);
  await expect(chosen.filter({ hasText: "sign-ups.png" })).toContainText("place and device removed");
  await expect(chosen.filter({ hasText: "invitation.pdf" })).toContainText("Ready.");
  await expect(member.getByLabel(/Why should the daily limit be lifted/)).toHaveValue(STATEMENT);
  await member.reload();
  await expect(member.getByLabel(/Why should the daily limit be lifted/)).toHaveValue(STATEMENT);
  await expect(chosen).toHaveCount(2);
  await member.getByLabel("I send fewer messages now").check();
  await member.getByRole("button", { name: "Send appeal" }).click();
  await member.waitForURL(/\/appeal\/status\//);
  await expect(member.getByRole("heading", { level: 1 })).toHaveText("Your appeal has arrived");
  const appealReference = (await member.getByText(/^AP-[0-9A-Z]+$/).textContent()) ?? "";

  // Who decided may read the appeal, and is kept from hearing it.
  await first.goto(`/appeals/${appealReference}`);
  await expect(first.getByText("You decided this; another person has to hear it.")).toBeVisible();
  await expect(first.getByRole("button", { name: /^Claim/ })).toHaveCount(0);

  const second = await open(SECOND);
  await second.goto(`/appeals/${appealReference}`);
  await expect(second.getByText(STATEMENT)).toBeVisible();
  const claiming = second.waitForRequest((request) => "next-action" in request.headers());
  await claim(second, "appeal");
  // The same command sent by the first decider's own browser: the server refuses it.
  const request = await claiming;
  const forced = await first.context().request.post(request.url(), {
    headers: {
      "next-action": request.headers()["next-action"] ?? "",
      "content-type": request.headers()["content-type"] ?? "",
      origin: consoleUrl(),
    },
    data: request.postDataBuffer() ?? Buffer.alloc(0),
  });
  expect(await forced.text()).toContain("case_excluded");
  await member.reload();
  await expect(member.getByRole("heading", { level: 1 })).toHaveText("Someone is reading your appeal");

  // Evidence is saved, never shown, and carries no place any more.
  const [download] = await Promise.all([
    second.waitForEvent("download"),
    second.getByRole("link", { name: "Save sign-ups.png" }).click(),
  ]);
  const saved = await (await download.createReadStream()).toArray();
  const bytes = Buffer.concat(saved);
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.includes("canary-place")).toBe(false);

  await second
    .getByRole("button", { name: /^.?\s*Overturn/ })
    .first()
    .click();
  await second.getByLabel("Why, for the record").fill("The recipients had signed up.");
  await second.getByLabel("To the member").fill(REPLY);
  await expect(second.getByRole("region", { name: "Answer" }).getByText(REPLY)).toBeVisible();
  await second.getByRole("button", { name: "Overturn and open the next appeal" }).click();
  await expect(second.getByText(`${appealReference} overturned`)).toBeVisible();

  // Everything that came with the decision is gone.
  expect((await platform.sendCheck(again)).verdict).toBe("deliver");
  expect(await platform.standing(sender.id)).toMatchObject({ restrictions: [], strikes: 0 });
  await member.reload();
  await expect(member.getByRole("heading", { level: 1 })).toHaveText("The decision no longer stands");
  await expect(member.getByText(REPLY)).toBeVisible();
  await member.goto(link);
  await expect(member.getByText("Your appeal was heard: this decision no longer stands")).toBeVisible();
  const mail = await waitForMail(sender.email ?? "", 3);
  const answer = mail.at(-1);
  expect(answer?.to?.map((one) => one.address)).toEqual([sender.email]);
  expect(answer?.text).toContain(REPLY);
  expect(answer?.html).toContain("The decision no longer stands");

  // The reporter hears that it was looked at, and that nothing was found after all.
  await receipt.reload();
  await expect(receipt.getByRole("heading", { level: 1 })).toHaveText(
    "We read your report and left it there",
  );
  expect(watch.unexpected).toEqual([]);
});
