import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { connect } from "@/db/connect";
import { Unmet } from "@/db/embedded/unmet";
import { ROLES, type Role } from "@/lib/domain/permission";
import { createStaff } from "@/lib/services/staff";
import { OPERATOR, type WithDatabaseUrl } from "./with-database";

const PASSWORD_MIN = 12;

function parseEmail(value: string): string {
  const email = z.email().max(254).safeParse(value.trim());
  if (!email.success) throw new InvalidArgumentError("Write one e-mail address, such as ines@example.org.");
  return email.data;
}

function parsePassword(value: string): string {
  if (value.length < PASSWORD_MIN || Buffer.byteLength(value) > 1024) {
    throw new InvalidArgumentError(
      `A password has ${PASSWORD_MIN} characters at least and 1,024 bytes at most.`,
    );
  }
  return value;
}

type Options = { email: string; name: string; role: Role; password?: string; languages: string };

/** `staff create`: adds a person; without --password one is made and printed. */
export function staffCommand(withDatabaseUrl: WithDatabaseUrl): Command {
  const staff = new Command("staff").description("the people of the console");
  staff
    .command("create")
    .description("add a person to the staff")
    .requiredOption("--email <address>", "what they sign in with", parseEmail)
    .requiredOption("--name <name>", "what others see")
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).makeOptionMandatory())
    .option("--password <password>", "their first password; made and printed when left out", parsePassword)
    .option("--languages <codes>", "languages they review, comma-separated", "en")
    .addHelpText(
      "after",
      "\nExample: npm run lockkeeper -- staff create --email ines@example.org --name 'Ines Vale' --role moderator",
    )
    .action(async ({ email, name, role, password, languages }: Options) => {
      const chosen = password ?? randomBytes(12).toString("base64url");
      const made = await withDatabaseUrl(async (url) => {
        const database = connect(url, { max: 1 });
        try {
          return await createStaff(database, OPERATOR, {
            email,
            displayName: name,
            role,
            password: chosen,
            languages: languages.split(",").map((code) => code.trim()),
          });
        } finally {
          await database.close();
        }
      });
      if (!made.ok) {
        throw new Unmet(
          made.error.code === "email_taken"
            ? `${email} is on the staff already: choose another address.`
            : `Nobody was added: ${made.error.code}.`,
        );
      }
      console.error(`${name} can sign in as ${email} (${role}).`);
      if (!password) console.log(chosen);
    });
  return staff;
}
