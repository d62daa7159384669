import { peerAddress } from "@/lib/services/incoming";

/**
 * The network address of a request: the other end of its connection. `X-Forwarded-For` counts only when
 * `TRUSTED_PROXIES` says how many proxies stand before the server: then the address that many places from the right.
 */
export function clientAddress(headers: Headers): string {
  const trusted = Number(process.env.TRUSTED_PROXIES ?? 0);
  if (!(trusted >= 1)) return peerAddress(headers) ?? "unknown";
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-trusted) || "unknown";
}
