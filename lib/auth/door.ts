import type { ApiScope, Permission } from "@/lib/domain/permission";

/** What a door tells about itself, so that a test can list every door and who may pass. */
export type Door =
  | { kind: "page" | "route"; permission: Permission }
  | { kind: "action"; name: string; permission: Permission }
  | { kind: "api"; scope: ApiScope }
  | { kind: "public" };

/** Writes a door's sign on its function. */
export function withDoor<F extends (...args: never[]) => unknown>(fn: F, door: Door): F & { door: Door } {
  return Object.assign(fn, { door });
}
