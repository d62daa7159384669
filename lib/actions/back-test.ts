"use server";

import { action } from "@/lib/auth/action";
import {
  cancelBackTestInput,
  startBackTestInput,
  startShadowInput,
  stopShadowInput,
} from "@/lib/contracts/back-test";
import { cancelBackTest, startBackTest } from "@/lib/services/back-test";
import { startShadow, stopShadow } from "@/lib/services/shadow";

export const startBackTestAction = action({
  name: "back_test.start",
  permission: "policy.edit",
  input: startBackTestInput,
  run: ({ actor, db }, input) => startBackTest(db, actor, input),
});

export const cancelBackTestAction = action({
  name: "back_test.cancel",
  permission: "policy.edit",
  input: cancelBackTestInput,
  run: ({ actor, db }, input) => cancelBackTest(db, actor, input),
});

export const startShadowAction = action({
  name: "policy.shadow_start",
  permission: "policy.edit",
  input: startShadowInput,
  run: ({ actor, db }, input) => startShadow(db, actor, input),
});

export const stopShadowAction = action({
  name: "policy.shadow_stop",
  permission: "policy.edit",
  input: stopShadowInput,
  run: ({ actor, db }, input) => stopShadow(db, actor, input),
});
