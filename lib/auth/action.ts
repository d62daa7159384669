import "server-only";
import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { getDb } from "@/db";
import type { Database } from "@/db/connect";
import type { ActionRefusal } from "@/lib/contracts/action";
import type { StaffActor } from "@/lib/domain/actor";
import type { Permission } from "@/lib/domain/permission";
import { type Result, refuse } from "@/lib/domain/result";
import { log } from "@/lib/log";
import type { StaffSession } from "@/lib/services/session";
import { withDoor } from "./door";
import { check } from "./session";

type ActionContext = { actor: StaffActor; session: StaffSession; db: Database };

/** What an action answers: the service's result, or why the door stayed shut. */
export type ActionResult<T, E extends { code: string }> = Result<T, E | ActionRefusal>;

/** Shape, then the work; a fault becomes a code and a reference to the log, never the error itself. */
async function guarded<S extends z.ZodType, T, E extends { code: string }>(
  name: string,
  input: S,
  raw: z.input<S>,
  run: (input: z.output<S>) => Promise<ActionResult<T, E>>,
): Promise<ActionResult<T, E>> {
  try {
    const parsed = input.safeParse(raw);
    if (!parsed.success) {
      const errors = parsed.error.issues.map((issue) => ({
        path: issue.path.join("."),
        message: issue.message,
      }));
      return refuse({ code: "invalid_field", errors });
    }
    return await run(parsed.data);
  } catch (error) {
    unstable_rethrow(error);
    const reference = randomUUID();
    log.error({ err: error, action: name, reference }, "action failed");
    return refuse({ code: "unavailable", reference });
  }
}

/** A server action of the console: permission, then shape, then the service. */
export function action<S extends z.ZodType, T, E extends { code: string }>(definition: {
  name: string;
  permission: Permission;
  input: S;
  run: (context: ActionContext, input: z.output<S>) => Promise<Result<T, E>>;
}) {
  const { name, permission, input, run } = definition;
  return withDoor(
    (raw: z.input<S>): Promise<ActionResult<T, E>> =>
      guarded<z.ZodUnknown, T, E>(name, z.unknown(), raw, async () => {
        const passed = await check(permission);
        if (!passed.ok) return refuse({ code: passed.error.code });
        return guarded<S, T, E>(name, input, raw, (data) => run({ ...passed.value, db: getDb() }, data));
      }),
    { kind: "action", name, permission },
  );
}

/** A server action that needs no account: the member's token, checked by the service, is the key. */
export function publicAction<S extends z.ZodType, T, E extends { code: string }>(definition: {
  name: string;
  input: S;
  run: (context: { db: Database }, input: z.output<S>) => Promise<Result<T, E>>;
}) {
  const { name, input, run } = definition;
  return withDoor(
    (raw: z.input<S>): Promise<ActionResult<T, E>> =>
      guarded<S, T, E>(name, input, raw, (data) => run({ db: getDb() }, data)),
    { kind: "public" },
  );
}
