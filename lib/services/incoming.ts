import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server } from "node:http";

const holder = globalThis as typeof globalThis & { lockkeeperPeerHeader?: string };
const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-real-ip"];
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** Where a request comes from: its peer, marked when a proxy handed it on. */
const HANDED_ON = "handed on by ";
/**
 * How long a request may take to arrive, ms. Node's own five minutes would cut an import in the middle; a body that
 * trickles holds a socket and nothing else.
 */
const REQUEST_MS = 2 * 60 * 60 * 1000;
/** An address under which nothing is. */
const NOWHERE = "%25";

/** Whether every `%` of a path begins a byte of UTF-8. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The target with a path that can be read: the framework answers others with a fault. */
function readableTarget(target: string): string {
  const [path = "", ...query] = target.split("?");
  if (isDecodable(path)) return target;
  const parent = path.startsWith("/api/v1/") ? "/api/v1/" : "/";
  return [`${parent}${NOWHERE}`, ...query].join("?");
}

function times(request: IncomingMessage, name: string): number {
  return request.rawHeaders.filter((one, at) => at % 2 === 0 && one.toLowerCase() === name).length;
}

/**
 * Looks at every request before anything reads it:
 * - notes from which address it comes, in a header whose name is drawn per process, so that no client can write it, and
 *   whether a proxy handed it on;
 * - of two Authorization headers neither counts (Node would take the first);
 * - gives a request two hours to arrive, which a long import needs;
 * - TRACE, which the framework answers with a fault, becomes a method that no address takes: 405;
 * - so does a path with a broken `%`: it becomes one where nothing is, 404.
 */
export function watchIncoming(): void {
  if (holder.lockkeeperPeerHeader) return;
  const header = `x-peer-${randomBytes(16).toString("hex")}`;
  holder.lockkeeperPeerHeader = header;
  subscribe("http.server.request.start", (message) => {
    const { request, server } = message as { request: IncomingMessage; server: Server };
    server.requestTimeout = REQUEST_MS;
    const isDirect = FORWARDED.every((name) => request.headers[name] === undefined);
    request.headers[header] = `${isDirect ? "" : HANDED_ON}${request.socket.remoteAddress ?? ""}`;
    if (times(request, "authorization") > 1) request.headers.authorization = "";
    if (request.method === "TRACE") request.method = "PATCH";
    if (request.url?.includes("%")) request.url = readableTarget(request.url);
  });
}

function noted(headers: Headers): string | null {
  return holder.lockkeeperPeerHeader === undefined ? null : headers.get(holder.lockkeeperPeerHeader);
}

/** Whether a request came straight from this machine; false when nobody watches. */
export function isLoopback(headers: Headers): boolean {
  return LOOPBACK.test(noted(headers) ?? "");
}

/** The address at the other end of a request's connection: the client's, or the nearest proxy's. Null when nobody watches. */
export function peerAddress(headers: Headers): string | null {
  const found = noted(headers);
  return found === null ? null : found.replace(HANDED_ON, "");
}
