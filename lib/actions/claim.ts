"use server";

import { action } from "@/lib/auth/action";
import { claimNextSchema, claimSchema } from "@/lib/contracts/claim";
import { claim, claimNext, heartbeat, release } from "@/lib/services/claim";

export const claimCase = action({
  name: "case.claim",
  permission: "case.claim",
  input: claimSchema,
  run: ({ actor, db }, input) => claim(db, actor, input),
});

export const claimNextCase = action({
  name: "case.claim_next",
  permission: "case.claim",
  input: claimNextSchema,
  run: ({ actor, db }, input) => claimNext(db, actor, input),
});

export const renewClaim = action({
  name: "case.heartbeat",
  permission: "case.claim",
  input: claimSchema,
  run: ({ actor, db }, input) => heartbeat(db, actor, input),
});

export const releaseCase = action({
  name: "case.release",
  permission: "case.claim",
  input: claimSchema,
  run: ({ actor, db }, input) => release(db, actor, input),
});
