"use server";

import { action } from "@/lib/auth/action";
import {
  createDraftInput,
  editDraftInput,
  moveDraftInput,
  rebaseDraftInput,
  rollBackInput,
} from "@/lib/contracts/policy";
import { approveDraft, proposeDraft, rollBack, withdrawDraft } from "@/lib/services/policy-approval";
import { createDraft, discardDraft, editDraft, rebaseDraft } from "@/lib/services/policy-draft";

export const createDraftAction = action({
  name: "policy.draft",
  permission: "policy.edit",
  input: createDraftInput,
  run: ({ actor, db }, input) => createDraft(db, actor, input),
});

export const editDraftAction = action({
  name: "policy.edit",
  permission: "policy.edit",
  input: editDraftInput,
  run: ({ actor, db }, input) => editDraft(db, actor, input),
});

export const rebaseDraftAction = action({
  name: "policy.rebase",
  permission: "policy.edit",
  input: rebaseDraftInput,
  run: ({ actor, db }, input) => rebaseDraft(db, actor, input),
});

export const proposeDraftAction = action({
  name: "policy.propose",
  permission: "policy.edit",
  input: moveDraftInput,
  run: ({ actor, db }, input) => proposeDraft(db, actor, input),
});

export const withdrawDraftAction = action({
  name: "policy.withdraw",
  permission: "policy.approve",
  input: moveDraftInput,
  run: ({ actor, db }, input) => withdrawDraft(db, actor, input),
});

export const approveDraftAction = action({
  name: "policy.publish",
  permission: "policy.approve",
  input: moveDraftInput,
  run: ({ actor, db }, input) => approveDraft(db, actor, input),
});

export const discardDraftAction = action({
  name: "policy.discard",
  permission: "policy.edit",
  input: moveDraftInput,
  run: ({ actor, db }, input) => discardDraft(db, actor, input),
});

export const rollBackAction = action({
  name: "policy.roll_back",
  permission: "policy.edit",
  input: rollBackInput,
  run: ({ actor, db }, input) => rollBack(db, actor, input),
});
