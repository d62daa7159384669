import { expect, test } from "vitest";
import { checkSignInAttempts } from "./session";

test.each([
  [{ here: 4, account: 4, address: 29, isKnown: false }, true],
  [{ here: 5, account: 5, address: 5, isKnown: false }, false],
  [{ here: 0, account: 59, address: 0, isKnown: false }, true],
  [{ here: 0, account: 60, address: 0, isKnown: false }, false],
  [{ here: 0, account: 0, address: 30, isKnown: false }, false],
  [{ here: 4, account: 600, address: 300, isKnown: true }, true],
  [{ here: 5, account: 5, address: 5, isKnown: true }, false],
])("%j allows another attempt: %s", (failures, isAllowed) => {
  expect(checkSignInAttempts(failures).ok).toBe(isAllowed);
});
