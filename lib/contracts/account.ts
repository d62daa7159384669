import { z } from "zod";
import { isStorable } from "./text";

const q = z.string().trim().min(1).max(100).refine(isStorable);

/** Reads what an account search asks for; null when it asks for nothing that can be on record. */
export function parseAccountSearch(params: Record<string, string | string[] | undefined>): string | null {
  const parsed = q.safeParse(Array.isArray(params.q) ? params.q[0] : params.q);
  return parsed.success ? parsed.data : null;
}
