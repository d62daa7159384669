import { expect, test } from "vitest";
import { sendAppealInput } from "./appeal";

const form = {
  token: "t",
  operationId: "018f0000-0000-7000-8000-000000000001",
  statement: "The messages were to old colleagues.",
  stepsTaken: "",
  businessNeed: "",
  confirmations: [],
};

test.each([
  ["nothing", ""],
  ["spaces", " \n\t"],
  ["characters without a shape", "\u200b\u2060\u00ad\ufeff"],
  ["marks on nothing", "\u0301"],
])("a statement of %s is not one", (_what, statement) => {
  expect(sendAppealInput.safeParse({ ...form, statement }).error?.issues).toMatchObject([
    { path: ["statement"], message: "Write a sentence or two, so that we know what to look at." },
  ]);
});

test.each(["Why?", "为什么", "❓", "  لماذا "])(
  "a statement in any script is kept as it was written: %s",
  (statement) => {
    expect(sendAppealInput.parse({ ...form, statement })).toMatchObject({ statement });
  },
);
