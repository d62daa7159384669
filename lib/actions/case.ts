"use server";

import { action } from "@/lib/auth/action";
import { decideCaseInput } from "@/lib/contracts/case";
import { decideCase as decide } from "@/lib/services/decision";

export const decideCase = action({
  name: "case.decide",
  permission: "case.decide",
  input: decideCaseInput,
  run: ({ actor, db }, input) => decide(db, actor, input),
});
