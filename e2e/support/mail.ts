import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import PostalMime, { type Email } from "postal-mime";
import { mailFolder } from "./console";

async function listMail(to: string): Promise<Email[]> {
  const files = (await readdir(mailFolder())).filter((file) => file.endsWith(".eml")).sort();
  const all = await Promise.all(
    files.map(async (file) => PostalMime.parse(await readFile(join(mailFolder(), file)))),
  );
  return all.filter((mail) =>
    [...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])].some((one) => one.address === to),
  );
}

/** Waits until an address has got so many e-mails, and returns them in the order of their arrival. */
export async function waitForMail(to: string, count: number): Promise<Email[]> {
  let mail: Email[] = [];
  await expect
    .poll(
      async () => {
        mail = await listMail(to);
        return mail.length;
      },
      { message: `e-mails to ${to}`, timeout: 20_000 },
    )
    .toBe(count);
  return mail;
}

/** The addresses of this console in an e-mail's part, each once. */
export function linksIn(part: string | undefined, origin: string): string[] {
  const found = (part ?? "").replaceAll("&amp;", "&").match(/https?:\/\/[^\s"'<>)]+/g) ?? [];
  return [...new Set(found.filter((link) => link.startsWith(origin)))];
}
