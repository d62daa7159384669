import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "@/db/embedded/cluster";
import { openGuard } from "@/db/embedded/guard";
import { startThrowaway } from "@/db/embedded/throwaway";
import { migrate } from "@/db/migrate";
import { withDatabase } from "@/db/testing/global-setup";
import { isBuildCurrent, makeBuild, ROOT } from "@/scripts/build";
import { startConsole } from "@/scripts/console-server";
import { step } from "@/scripts/progress";
import { createSampleKey, fillSample } from "@/scripts/sample";
import { findChromium } from "./chromium";
import { startMailSink } from "./mail-sink";

/**
 * Makes one whole console for the run: a PostgreSQL of its own with a small sample platform, a mail server that keeps
 * what it gets, and the production build serving on a free port. What tests need to know of it is put into the
 * environment (`E2E_*`, read by `support/console.ts`). The returned function ends all of it. A console that somebody
 * keeps running for the tests, with `E2E_URL` and the rest set, is used as it is.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.E2E_URL) {
    process.env.E2E_CHROMIUM ??= JSON.stringify(await findChromium());
    return async () => {};
  }
  const guard = await openGuard();
  try {
    const chromium = await findChromium();
    console.log(`  Chromium: ${chromium.source} (${chromium.path})`);
    if (!(await isBuildCurrent())) await step("Production build", () => makeBuild(guard));
    const server = await startThrowaway({ guard, major: 18 });
    if (server === null) throw new Error("PostgreSQL 18 is missing");
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query("create database lockkeeper_e2e");
    await admin.end();
    const databaseUrl = withDatabase(server.url, "lockkeeper_e2e");
    const port = await freePort(null);
    // The sample's links are made with the same secret and address as the console's.
    process.env.LOCKKEEPER_SECRET = randomBytes(32).toString("hex");
    process.env.LOCKKEEPER_URL = `http://localhost:${port}`;
    const password = randomBytes(12).toString("base64url");
    const apiKey = await step("Sample platform", async (report) => {
      await migrate(databaseUrl);
      await fillSample(databaseUrl, { size: "small", password, report });
      return await createSampleKey(databaseUrl);
    });
    const mail = await startMailSink(guard);
    const running = await step("Console", async () =>
      startConsole({
        guard,
        mode: "start",
        port,
        log: join(ROOT, ".lockkeeper", "logs", "e2e-console.log"),
        env: { DATABASE_URL: databaseUrl, SMTP_URL: mail.url },
      }),
    );
    Object.assign(process.env, {
      E2E_URL: running.url,
      E2E_PASSWORD: password,
      E2E_API_KEY: apiKey,
      E2E_DATABASE_URL: databaseUrl,
      E2E_MAIL_FOLDER: mail.folder,
      E2E_CHROMIUM: JSON.stringify(chromium),
    });
    return async () => {
      await mail.stop();
      await guard.close();
    };
  } catch (error) {
    await guard.close();
    throw error;
  }
}
