"use server";

import { action } from "@/lib/auth/action";
import { decideLockInput } from "@/lib/contracts/lock";
import { decideLock } from "@/lib/services/lock-decision";

export const decideLockAction = action({
  name: "lock.decide",
  permission: "case.decide",
  input: decideLockInput,
  run: ({ actor, db }, input) => decideLock(db, actor, input),
});
