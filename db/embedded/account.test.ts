import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { canPass, findBarrier, parseAccounts } from "./account";

const stranger = { uid: 54_321, gid: 54_321 };
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

test.each([
  ["the owner's bit for the owner", { uid: 54_321, gid: 1, mode: 0o40100 }, true],
  ["the owner's missing bit, whatever others may", { uid: 54_321, gid: 1, mode: 0o40011 }, false],
  ["the group's bit for the group", { uid: 1, gid: 54_321, mode: 0o40010 }, true],
  ["the group's missing bit, whatever others may", { uid: 1, gid: 54_321, mode: 0o40001 }, false],
  ["the others' bit for a stranger", { uid: 1, gid: 1, mode: 0o40711 }, true],
  ["a private folder for a stranger", { uid: 1, gid: 1, mode: 0o40700 }, false],
])("passing a folder goes by %s", (_name, status, expected) => {
  expect(canPass(status, stranger)).toBe(expected);
});

test("the uppermost closed folder is named, and folders yet to be made are not", async () => {
  const top = mkdtempSync(join(tmpdir(), "lockkeeper-reach-"));
  made.push(top);
  chmodSync(top, 0o755);
  const closed = join(top, "closed");
  mkdirSync(join(closed, "inner"), { recursive: true });
  expect(await findBarrier(join(closed, "inner", "later"), stranger)).toBeNull();
  chmodSync(closed, 0o700);
  expect(await findBarrier(join(closed, "inner", "later"), stranger)).toBe(closed);
  chmodSync(closed, 0o711);
  expect(await findBarrier(join(closed, "inner", "later"), stranger)).toBeNull();
});

test("accounts are read from passwd, comments and broken lines are not", () => {
  const passwd =
    "# users\nroot:x:0:0:root:/root:/bin/bash\n\nnobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\nbroken\n";
  expect(parseAccounts(passwd)).toEqual([
    { name: "root", uid: 0, gid: 0 },
    { name: "nobody", uid: 65_534, gid: 65_534 },
  ]);
});
