import { readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Unmet } from "./unmet.ts";

/** A system account, as `spawn` wants it. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** The part of a file's status that decides who may pass. */
export interface FolderStatus {
  uid: number;
  gid: number;
  mode: number;
}

/** The accounts of an `/etc/passwd`. */
export function parseAccounts(passwd: string): Account[] {
  return passwd.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    return name && uid && gid && !line.startsWith("#") ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/**
 * The account PostgreSQL runs as: null (our own) unless we are root, which PostgreSQL refuses; then `nobody`, or another
 * account that owns nothing of the system.
 */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = parseAccounts(readFileSync("/etc/passwd", "utf8"));
  const chosen = ["nobody", "postgres", "daemon"]
    .map((name) => accounts.find((account) => account.name === name && account.uid > 0))
    .find((account) => account !== undefined);
  if (chosen) return chosen;
  throw new Unmet(
    "PostgreSQL refuses to run as root and this system has no account named nobody, postgres or daemon: " +
      "create one, run as another user, or set DATABASE_URL to a PostgreSQL of yours.",
  );
}

/** Whether an account may pass through a folder (the x permission that applies to it). */
export function canPass(status: FolderStatus, account: Pick<Account, "uid" | "gid">): boolean {
  if (status.uid === account.uid) return (status.mode & 0o100) !== 0;
  if (status.gid === account.gid) return (status.mode & 0o010) !== 0;
  return (status.mode & 0o001) !== 0;
}

/** The uppermost folder on the way to `path` that the account cannot pass, or null. Folders yet to be made don't count. */
export async function findBarrier(
  path: string,
  account: Pick<Account, "uid" | "gid">,
): Promise<string | null> {
  const folders: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of folders) {
    const status = await stat(folder).catch(() => null);
    if (status === null) return null;
    if (!canPass(status, account)) return folder;
  }
  return null;
}
