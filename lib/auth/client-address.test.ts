import { afterEach, expect, test, vi } from "vitest";
import { watchIncoming } from "@/lib/services/incoming";
import { clientAddress } from "./client-address";

watchIncoming();
const { lockkeeperPeerHeader = "" } = globalThis as { lockkeeperPeerHeader?: string };

function asked(peer: string, forwarded?: string): string {
  return clientAddress(
    new Headers({ [lockkeeperPeerHeader]: peer, ...(forwarded ? { "x-forwarded-for": forwarded } : {}) }),
  );
}

afterEach(() => vi.unstubAllEnvs());

test("without a trusted proxy each client has its own address, and what it claims counts for nothing", () => {
  vi.stubEnv("TRUSTED_PROXIES", "");
  expect(asked("192.0.2.1")).toBe("192.0.2.1");
  expect(asked("192.0.2.2")).toBe("192.0.2.2");
  expect(asked("handed on by 192.0.2.2", "10.0.0.1")).toBe("192.0.2.2");
  expect(clientAddress(new Headers({ "x-forwarded-for": "10.0.0.1" }))).toBe("unknown");
});

test("behind trusted proxies it is what the outermost of them saw", () => {
  vi.stubEnv("TRUSTED_PROXIES", "1");
  expect(asked("handed on by 127.0.0.1", "6.6.6.6, 192.0.2.7")).toBe("192.0.2.7");
  vi.stubEnv("TRUSTED_PROXIES", "2");
  expect(asked("handed on by 127.0.0.1", "6.6.6.6, 192.0.2.7, 10.0.0.9")).toBe("192.0.2.7");
  expect(asked("handed on by 127.0.0.1", "10.0.0.9")).toBe("unknown");
});
