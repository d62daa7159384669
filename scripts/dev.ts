// `npm run dev`: the console compiled as you edit, on the same database and sample platform as the demo.
import { randomBytes } from "node:crypto";
import { type Guard, runGuarded } from "@/db/embedded/guard";
import { migrate } from "@/db/migrate";
import { startConsole, wantedPort } from "./console-server";
import { openInstallation } from "./installation";
import { step } from "./progress";
import { fillSample, isEmpty } from "./sample";

async function develop(guard: Guard): Promise<number> {
  const port = wantedPort();
  process.env.LOCKKEEPER_URL = `http://localhost:${port}`;
  const installation = await step("Database", () => openInstallation(guard));
  const { url } = installation.database;
  await step("Database shape", () => migrate(url));
  if (await isEmpty(url)) {
    const password = process.env.DEMO_PASSWORD ?? randomBytes(9).toString("base64url");
    await step("Sample platform", (report) => fillSample(url, { size: "full", password, report }));
    installation.keep({ password });
  }
  const server = await startConsole({ guard, mode: "dev", port, log: null, env: { DATABASE_URL: url } });
  console.log(
    `\n  ${server.url}   password of the sample staff: ${installation.kept.password ?? "(not known here)"}\n`,
  );
  return await server.ended;
}

await runGuarded(develop);
