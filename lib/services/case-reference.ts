import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O or U, so that a reference survives being read out loud. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new reference such as CS-7Q4K2M1: 35 random bits. Two cases that draw the same one are drawn again by `runOperation`. */
export function drawReference(prefix: "CS" | "AP"): string {
  const letters = [...randomBytes(7)].map((byte) => ALPHABET[byte % 32]);
  return `${prefix}-${letters.join("")}`;
}
