import { z } from "zod";

const q = z.string().trim().min(1).max(100);

/** Reads what an account search asks for; null when it asks for nothing. */
export function parseAccountSearch(params: Record<string, string | string[] | undefined>): string | null {
  const parsed = q.safeParse(Array.isArray(params.q) ? params.q[0] : params.q);
  return parsed.success ? parsed.data : null;
}
