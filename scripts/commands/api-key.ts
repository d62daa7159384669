import { Command, InvalidArgumentError } from "commander";
import { connect } from "@/db/connect";
import { Unmet } from "@/db/embedded/unmet";
import { API_SCOPES, type ApiScope } from "@/lib/domain/permission";
import { createApiKey, revokeApiKey } from "@/lib/services/api-key";
import { OPERATOR, type WithDatabaseUrl } from "./with-database";

function parseScopes(value: string): ApiScope[] {
  return value.split(",").map((name) => {
    const scope = API_SCOPES.find((one) => one === name.trim());
    if (!scope) throw new InvalidArgumentError(`Scopes are ${API_SCOPES.join(", ")}, separated by commas.`);
    return scope;
  });
}

/** `api-key create` prints the key and nothing else; `api-key revoke` takes its id or its first characters. */
export function apiKeyCommand(withDatabaseUrl: WithDatabaseUrl): Command {
  const apiKey = new Command("api-key").description("make and revoke the platform's API keys");
  apiKey
    .command("create")
    .description("make a key and print it; it cannot be shown again")
    .requiredOption("--name <name>", "what it is for, such as chat-gateway")
    .requiredOption("--scopes <scopes>", `comma-separated: ${API_SCOPES.join(", ")}`, parseScopes)
    .addHelpText(
      "after",
      "\nExample: npm run --silent lockkeeper -- api-key create --name gateway --scopes check,ingest",
    )
    .action(async ({ name, scopes }: { name: string; scopes: ApiScope[] }) => {
      const made = await withDatabaseUrl(async (url) => {
        const database = connect(url, { max: 1 });
        try {
          return await createApiKey(database, OPERATOR, { name, scopes });
        } finally {
          await database.close();
        }
      });
      if (!made.ok) throw new Unmet(`The key was not made: ${made.error.code}.`);
      console.log(made.value.key);
    });
  apiKey
    .command("revoke")
    .description("end a key: requests that begin afterwards are refused")
    .argument("<key>", "its id, or the first nine characters (lk_…)")
    .addHelpText("after", "\nExample: npm run lockkeeper -- api-key revoke lk_4f9a2c")
    .action(async (which: string) => {
      const revoked = await withDatabaseUrl(async (url) => {
        const database = connect(url, { max: 1 });
        try {
          const input = which.startsWith("lk_") ? { prefix: which.slice(0, 9) } : { apiKeyId: which };
          return await revokeApiKey(database, OPERATOR, input);
        } finally {
          await database.close();
        }
      });
      if (!revoked.ok) {
        throw new Unmet(
          revoked.error.code === "ambiguous"
            ? "Several keys begin like this: use the id."
            : "No key in force has this id or beginning.",
        );
      }
      console.error(`Revoked ${revoked.value.apiKeyId}.`);
    });
  return apiKey;
}
