// `npm run lockkeeper -- <command>`: what an operator does from a shell. Answers go to stdout, progress to stderr.
import { Command, CommanderError } from "commander";
import { runGuarded } from "@/db/embedded/guard";
import { Unmet } from "@/db/embedded/unmet";
import { UnreadableFile } from "@/lib/services/import-lines";
import { apiKeyCommand } from "./commands/api-key";
import { auditCommand } from "./commands/audit";
import { dbCommand } from "./commands/db";
import { importCommand } from "./commands/import";
import { staffCommand } from "./commands/staff";
import type { WithDatabaseUrl } from "./commands/with-database";
import { workerCommand } from "./commands/worker";
import { openInstallation } from "./installation";

await runGuarded(async (guard) => {
  const withDatabaseUrl: WithDatabaseUrl = async (work) => {
    const { database } = await openInstallation(guard);
    return await work(database.url);
  };
  const program = new Command("lockkeeper")
    .description(
      "The command line of Lockkeeper. Works on DATABASE_URL, or on the embedded database of `npm run demo`.",
    )
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(add --help to see how a command is used)")
    .exitOverride();
  for (const make of [importCommand, apiKeyCommand, staffCommand, dbCommand, auditCommand, workerCommand]) {
    program.addCommand(make(withDatabaseUrl).exitOverride());
  }
  // Each command ends by throwing instead of leaving the database behind.
  const overrideAll = (command: Command): void => {
    command.exitOverride();
    for (const one of command.commands) overrideAll(one);
  };
  overrideAll(program);
  try {
    await program.parseAsync(process.argv.slice(2), { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has written its message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UnreadableFile || error instanceof Unmet) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
});
