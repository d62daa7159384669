import "server-only";
import { cache } from "react";
import { getDb } from "@/db";
import type { StaffActor } from "@/lib/domain/actor";
import { can, type Permission } from "@/lib/domain/permission";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { findSession, type StaffSession } from "@/lib/services/session";
import { auth } from "./auth";

export type Refused = { code: "unauthenticated" } | { code: "forbidden"; permission: Permission };

/** The session of this request, read once per request from the database; null for anybody else. */
export const currentSession = cache(async (): Promise<StaffSession | null> => {
  const pointer = (await auth())?.user?.id;
  return pointer ? findSession(getDb(), pointer) : null;
});

/** The actor of a session. */
export function actorOf(session: StaffSession): StaffActor {
  return { kind: "staff", id: session.staffId, role: session.role, name: session.displayName };
}

/** The one check every door makes: is somebody signed in, now, and may they do this. */
export async function check(
  permission: Permission,
): Promise<Result<{ actor: StaffActor; session: StaffSession }, Refused>> {
  const session = await currentSession();
  if (!session) return refuse({ code: "unauthenticated" });
  if (!can(session.role, permission)) return refuse({ code: "forbidden", permission });
  return ok({ actor: actorOf(session), session });
}
