// The process that outlives its owner by a few seconds. Node runs this file by itself (no tsx): only erasable syntax,
// only relative imports. It reads nothing from stdin but its end, which comes even when the owner is killed outright.
import { fileURLToPath } from "node:url";
import { endRegistered } from "./register.ts";

const [registerFile] = process.argv.slice(2);

if (registerFile && process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  process.stdin.resume();
  process.stdin.once("close", () => {
    endRegistered(registerFile).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
