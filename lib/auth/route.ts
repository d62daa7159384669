import "server-only";
import { randomUUID } from "node:crypto";
import { getDb } from "@/db";
import type { Database } from "@/db/connect";
import { problem } from "@/lib/contracts/problem";
import type { StaffActor } from "@/lib/domain/actor";
import type { Permission } from "@/lib/domain/permission";
import type { StaffSession } from "@/lib/services/session";
import { withDoor } from "./door";
import { failureOf, RETRY_AFTER } from "./failure";
import { check } from "./session";

type Params = Record<string, string>;
/** Next types the parameters of each route; handlers read them by name. */
type NextContext = { params: Promise<unknown> };
type PublicRouteContext = { db: Database; request: Request; params: Params; requestId: string };
type RouteContext = PublicRouteContext & { actor: StaffActor; session: StaffSession };

async function answered(requestId: string, work: () => Promise<Response>): Promise<Response> {
  try {
    const response = await work();
    response.headers.set("X-Request-Id", requestId);
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
    return response;
  } catch (error) {
    const { status, code, detail } = failureOf(error, { requestId });
    const headers = status === 503 ? RETRY_AFTER : {};
    return problem(status, code, detail, { requestId, headers });
  }
}

/** A route of the console (`/api/console/*`, `/api/events`): session and permission first, errors as RFC 9457. */
export function route(definition: {
  permission: Permission;
  handler: (context: RouteContext) => Promise<Response>;
}) {
  const { permission, handler } = definition;
  return withDoor(
    (request: Request, { params }: NextContext): Promise<Response> => {
      const requestId = randomUUID();
      return answered(requestId, async () => {
        const passed = await check(permission);
        if (!passed.ok) {
          return passed.error.code === "unauthenticated"
            ? problem(401, "unauthenticated", "Sign in first.", { requestId })
            : problem(403, "forbidden", "Your role does not allow this.", { requestId });
        }
        return handler({
          ...passed.value,
          db: getDb(),
          request,
          params: ((await params) ?? {}) as Params,
          requestId,
        });
      });
    },
    { kind: "route", permission },
  );
}

/** A route that needs no account: health, and what a member's token opens. */
export function publicRoute(definition: { handler: (context: PublicRouteContext) => Promise<Response> }) {
  return withDoor(
    (request: Request, { params }: NextContext): Promise<Response> => {
      const requestId = randomUUID();
      return answered(requestId, async () =>
        definition.handler({ db: getDb(), request, params: ((await params) ?? {}) as Params, requestId }),
      );
    },
    { kind: "public" },
  );
}
