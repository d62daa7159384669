"use server";

import { action, publicForm } from "@/lib/auth/action";
import { decideLockInput, lockFormData } from "@/lib/contracts/lock";
import { decideLock } from "@/lib/services/lock-decision";
import { respondByToken } from "@/lib/services/lock-response";

export const decideLockAction = action({
  name: "lock.decide",
  permission: "case.decide",
  input: decideLockInput,
  run: ({ actor, db }, input) => decideLock(db, actor, input),
});

export const respondLockAction = publicForm({
  name: "lock.respond",
  input: lockFormData,
  run: ({ db }, form) => respondByToken(db, form),
  next: (form, failure) => {
    const path = `/locked/${encodeURIComponent(String(form.get("token")))}`;
    return failure === null ? path : `${path}?failed=${failure}`;
  },
});
