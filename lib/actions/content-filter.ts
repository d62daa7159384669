"use server";

import { action } from "@/lib/auth/action";
import { publishFilterInput, trainFilterInput } from "@/lib/contracts/content-filter";
import { publishContentModel } from "@/lib/services/content-model";
import { askForTraining } from "@/lib/services/content-training-request";

export const trainFilterAction = action({
  name: "content_model.train",
  permission: "policy.edit",
  input: trainFilterInput,
  run: ({ actor, db }, input) => askForTraining(db, actor, input),
});

export const publishFilterAction = action({
  name: "content_model.publish",
  permission: "policy.edit",
  input: publishFilterInput,
  run: ({ actor, db }, input) => publishContentModel(db, actor, input),
});
