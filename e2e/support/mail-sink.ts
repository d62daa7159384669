import { mkdtempSync, writeFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { Guard } from "@/db/embedded/guard";

/** A mail server that delivers nothing. */
export interface MailSink {
  /** For `SMTP_URL`. */
  url: string;
  /** Each message lies here as `<number>.eml`, complete from the moment it has that name. */
  folder: string;
  stop(): Promise<void>;
}

/** Starts a mail server on a free loopback port that keeps what it gets in a folder; the guard removes the folder. */
export async function startMailSink(guard: Guard): Promise<MailSink> {
  const folder = mkdtempSync(join(tmpdir(), "lockkeeper-mail-"));
  guard.hold({ kind: "folder", path: folder });
  let received = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData(stream, _session, done) {
      buffer(stream)
        .then(async (message) => {
          const file = join(folder, `${String(++received).padStart(6, "0")}.eml`);
          writeFileSync(`${file}.new`, message);
          await rename(`${file}.new`, file);
        })
        .then(() => done(), done);
    },
  });
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const address = server.server.address();
  if (typeof address !== "object" || address === null) throw new Error("the mail sink has no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    folder,
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}
