import type { Page } from "@playwright/test";
import { unique } from "./support/platform";
import { addStaff } from "./support/staff";
import { expect, test } from "./support/test";

/** Nobody answers there; a request to it fails the test through `watch`. */
const EVIL = "evil.example";
/** As the console writes it: an address that nobody can follow or copy. */
const INERT = EVIL.replace(".", "[.]");

const POLYGLOTS = [
  `<script>alert("x")</script>`,
  `"><img src=//${EVIL}/x onerror=alert(1)>`,
  `<svg/onload=alert(2)>`,
  `<iframe srcdoc="<script>alert(3)</script>"></iframe>`,
  `<a href="https://${EVIL}/click">click</a>`,
  `<style>@import '//${EVIL}/s.css';</style>`,
  `<link rel=prefetch href=//${EVIL}/p><base href=//${EVIL}/><meta http-equiv=refresh content="0;url=//${EVIL}/m">`,
  `jaVasCript:/*-/*\`/*\\\`/*'/*"/**/(/* */oNcliCk=alert() )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>`,
  `{{constructor.constructor('alert(4)')()}}\${alert(5)}`,
  `]]><!--</textarea></title></noscript><details open ontoggle=alert(6)>`,
];

const ADDRESSES = [
  `https://user:pw@quayside.example@${EVIL}/a?b=c`,
  `http://${EVIL}`,
  `hxxps://${EVIL}[.]example/x`,
  `www.${EVIL}`,
  `quay-side.co.uk/login`,
  `javascript:alert(7)`,
  `data:text/html;base64,PHNjcmlwdD4=`,
  `[your prize](https://${EVIL}/prize)`,
  `192.168.10.4:8080/admin`,
  `tg://resolve?domain=x`,
  `mailto:prize@${EVIL}`,
  `xn--80ak6aa92e.com`,
];

// Turned round, without width, look-alikes, tags: each has to be seen as a sign.
const HIDDEN = {
  text: "invoice\u202Efdp.exe free\u200Bmoney p\u0430yp\u0430l.com \u2066a\u2069 ex\u00ADample \u{E0068}\u{E0069} e\u0336\u0336\u0336\u0336\u0336\u0336",
  signs: ["U+202E", "U+200B", "U+0430", "U+2066", "U+00AD", "U+E0068", "+2 marks"],
};

const BODY = [...POLYGLOTS, ...ADDRESSES, HIDDEN.text].join("\n");

/** What stands inside the words of somebody outside, other than text and our own marks. */
const inUntrusted = (page: Page) =>
  page
    .locator(
      "[data-untrusted] :is(a, img, iframe, script, svg, style, link, meta, base, form, input, object, embed, video, audio, details)",
    )
    .count();

/** Elements that only a text read as markup could have made: what leads to another host, runs, or embeds. */
const madeByText = (page: Page) =>
  page.evaluate(() => {
    const leadsAway = (address: string | null) => {
      if (address === null) return false;
      const url = new URL(address, window.location.href);
      return url.host !== window.location.host && !["data:", "blob:"].includes(url.protocol);
    };
    return [...document.querySelectorAll("*")]
      .filter(
        (element) =>
          ["IFRAME", "BASE", "OBJECT", "EMBED"].includes(element.tagName) ||
          leadsAway(element.getAttribute("src")) ||
          leadsAway(element.getAttribute("href")) ||
          element.getAttributeNames().some((name) => name.startsWith("on") || name === "srcdoc"),
      )
      .map((element) => element.outerHTML.slice(0, 200));
  });

test("hostile words are shown as they are and do nothing", async ({ open, platform }) => {
  const name = `Mallory <img src=//${EVIL}/n onerror=alert(8)> \u202Egnp.exe ${unique()}`;
  const sender = await platform.member({ displayName: name });
  const reporter = await platform.member({ displayName: `<b>Rita</b> \u200B${unique()}` });
  const message = platform.draft({
    senderId: sender.id,
    recipientId: reporter.id,
    body: BODY,
    links: [`javascript:alert(9)`, `//${EVIL}/l`],
    attachments: [
      {
        name: `"><script>alert(10)</script>\u202Egpj.exe`,
        contentType: `image/png"><script>`,
        sizeBytes: 12_000,
      },
    ],
  });
  await platform.history([message]);
  await platform.report({
    reporterId: reporter.id,
    subject: { type: "message", id: message.id },
    note: `They sent <script>alert(11)</script> https://${EVIL}/note \u202Ereversed`,
  });

  const page = await open((await addStaff("moderator")).email);
  await page.goto(`/queue?q=${sender.id}`);
  const row = page.getByRole("row").filter({ hasText: "Unsolicited messages" });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(`<img src=//${INERT}/n onerror=alert(8)>`);
  expect(await madeByText(page)).toEqual([]);

  await row.getByRole("link", { name: "Unsolicited messages" }).click();
  const words = page.locator("#reported [data-untrusted]").nth(1);
  await expect(words).toBeVisible();
  for (const polyglot of POLYGLOTS.slice(0, 4)) {
    // Addresses inside lose their dots; everything else stands as it was written.
    await expect(words).toContainText(polyglot.replaceAll(EVIL, INERT));
  }
  for (const sign of HIDDEN.signs) await expect(words).toContainText(sign);
  expect(await words.textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u00ad]/);
  // Every address stands apart, and none can be followed or copied into a browser as it is.
  for (const host of [EVIL, "quay-side.co.uk", "192.168.10.4", "xn--80ak6aa92e.com"]) {
    await expect(words).toContainText(host.replaceAll(".", "[.]"));
    expect(await words.textContent()).not.toContain(host);
  }
  await page.keyboard.press("v");
  await expect(page.getByText("It stays on the platform; nothing is fetched from here.")).toBeVisible();
  expect(await inUntrusted(page)).toBe(0);
  expect(await madeByText(page)).toEqual([]);

  // Reader and account pages show the same words.
  await page.goto(`/accounts/${encodeURIComponent(sender.id)}`);
  await expect(page.getByText(`Mallory <img src=//${INERT}`).first()).toBeAttached();
  expect(await inUntrusted(page)).toBe(0);
  expect(await madeByText(page)).toEqual([]);
  await page.goto(`/accounts?q=${encodeURIComponent("Mallory <img")}`);
  expect(await madeByText(page)).toEqual([]);
});

test("hostile words in the address do nothing", async ({ open, watch }) => {
  watch.expect(/404/);
  const page = await open((await addStaff("moderator")).email);
  const text = encodeURIComponent(`"><img src=//${EVIL}/q onerror=alert(1)>`);
  for (const address of [`/queue?q=${text}`, `/queue?tab=${text}`, `/accounts?q=${text}`, `/cases/${text}`]) {
    await page.goto(address);
    await expect(page.getByRole("heading").first()).toBeVisible();
    expect(await madeByText(page), address).toEqual([]);
  }
});
