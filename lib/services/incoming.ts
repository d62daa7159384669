import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const holder = globalThis as typeof globalThis & { lockkeeperPeerHeader?: string };
const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-real-ip"];
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * Notes from which address each connection comes, before anything reads the request. The note is a header whose name is
 * drawn per process, so that no client can write it. Requests that a proxy handed on count as not direct.
 */
export function watchPeers(): void {
  if (holder.lockkeeperPeerHeader) return;
  const header = `x-peer-${randomBytes(16).toString("hex")}`;
  holder.lockkeeperPeerHeader = header;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const isDirect = FORWARDED.every((name) => request.headers[name] === undefined);
    if (isDirect) request.headers[header] = request.socket.remoteAddress ?? "";
  });
}

/** Whether a request came straight from this machine; false when nobody watches. */
export function isLoopback(headers: Headers): boolean {
  const header = holder.lockkeeperPeerHeader;
  return header !== undefined && LOOPBACK.test(headers.get(header) ?? "");
}
