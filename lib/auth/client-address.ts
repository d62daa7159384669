/**
 * The network address of a request. `X-Forwarded-For` counts only when `TRUSTED_PROXIES` says how many proxies stand
 * before the server: the address that many places from the right.
 */
export function clientAddress(headers: Headers): string {
  const trusted = Number(process.env.TRUSTED_PROXIES ?? 0);
  if (trusted < 1) return "direct";
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-trusted) || "unknown";
}
