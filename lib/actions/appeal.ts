"use server";

import { action, publicAction } from "@/lib/auth/action";
import { decideAppealInput, sendAppealInput } from "@/lib/contracts/appeal";
import { fileAppealByToken } from "@/lib/services/appeal";
import { decideAppeal } from "@/lib/services/appeal-decision";

export const sendAppeal = publicAction({
  name: "appeal.file",
  input: sendAppealInput,
  run: ({ db }, input) => fileAppealByToken(db, input),
});

export const decideAppealAction = action({
  name: "appeal.decide",
  permission: "appeal.decide",
  input: decideAppealInput,
  run: ({ actor, db }, input) => decideAppeal(db, actor, input),
});
