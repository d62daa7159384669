import { hash, verify } from "@node-rs/argon2";
import { atMost } from "./turns";

/** argon2id, 46 MiB, one pass: the floor of ASVS 5.0, appendix C. */
const OPTIONS = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
/** Longer input is refused before it is hashed. */
export const PASSWORD_MAX_BYTES = 1_024;

/** At most this many hashes at once, so that a flood of sign-ins cannot fill the memory. */
const limited = atMost(4);

/** Hashes a password as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(password, OPTIONS));
}

let decoy: Promise<string> | undefined;

/** Whether a password fits. With no hash (unknown person) the same work is done and the answer is no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (Buffer.byteLength(password) > PASSWORD_MAX_BYTES) return false;
  decoy ??= hashPassword("nobody has this password");
  const against = passwordHash ?? (await decoy);
  const fits = await limited(() => verify(against, password));
  return passwordHash !== null && fits;
}
