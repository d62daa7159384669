import { expect, test } from "vitest";
import { checkSignInAttempts } from "./session";

test.each([
  [{ here: 4, account: 4, address: 29 }, true],
  [{ here: 5, account: 5, address: 5 }, false],
  [{ here: 0, account: 59, address: 0 }, true],
  [{ here: 0, account: 60, address: 0 }, false],
  [{ here: 0, account: 0, address: 30 }, false],
])("%j allows another attempt: %s", (failures, isAllowed) => {
  expect(checkSignInAttempts(failures).ok).toBe(isAllowed);
});
