import { expect, test } from "vitest";
import { nameInLetter } from "./notice-plain-text";

test.each([
  ["Mara Quist", "Mara Quist"],
  ["Mara,\r\n\r\nYour account is locked. Pay here:", "Mara, Your account is locked. Pay here:"],
  ["Mara\u2028\u2029Quist\u0085x", "Mara Quist x"],
  ["\u202eknaB\u202c \u2066x\u2069", "knaB x"],
  ["\u200bMara\ufeff", "Mara"],
  ["\u0645\u0631\u06cc\u0645 \u200d\u200cx", "\u0645\u0631\u06cc\u0645 \u200d\u200cx"],
])("the name %j stands in a letter as %j", (name, shown) => {
  expect(nameInLetter(name)).toBe(shown);
});
