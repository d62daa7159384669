import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const holder = globalThis as typeof globalThis & { lockkeeperPeerHeader?: string };
const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-real-ip"];
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

function times(request: IncomingMessage, name: string): number {
  return request.rawHeaders.filter((one, at) => at % 2 === 0 && one.toLowerCase() === name).length;
}

/**
 * Looks at every request before anything reads it:
 * - notes from which address it comes, in a header whose name is drawn per process, so that no client can write it;
 *   what a proxy handed on counts as not direct;
 * - of two Authorization headers neither counts (Node would take the first);
 * - TRACE, which the framework answers with a fault, becomes a method that no address takes: 405.
 */
export function watchIncoming(): void {
  if (holder.lockkeeperPeerHeader) return;
  const header = `x-peer-${randomBytes(16).toString("hex")}`;
  holder.lockkeeperPeerHeader = header;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const isDirect = FORWARDED.every((name) => request.headers[name] === undefined);
    if (isDirect) request.headers[header] = request.socket.remoteAddress ?? "";
    if (times(request, "authorization") > 1) request.headers.authorization = "";
    if (request.method === "TRACE") request.method = "PATCH";
  });
}

/** Whether a request came straight from this machine; false when nobody watches. */
export function isLoopback(headers: Headers): boolean {
  const header = holder.lockkeeperPeerHeader;
  return header !== undefined && LOOPBACK.test(headers.get(header) ?? "");
}
