import type { NextConfig } from "next";

/**
 * Security headers that do not depend on the request. The Content-Security-Policy carries a nonce and is set in `proxy.ts`.
 */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), interest-cohort=()" },
];

const config: NextConfig = {
  ...(process.env.NEXT_DIST_DIR ? { distDir: process.env.NEXT_DIST_DIR } : {}),
  reactStrictMode: true,
  experimental: { authInterrupts: true },
  poweredByHeader: false,
  // Arguments of actions hold passwords and what members wrote.
  logging: { serverFunctions: false },
  images: { unoptimized: true },
  // Types are checked by `npm run types` (TypeScript 7 has no JavaScript API for the build to call).
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "@node-rs/argon2",
    "graphile-worker",
    "sharp",
    "pino",
    "nodemailer",
    "file-type",
  ],
  headers: async () => [{ source: "/:path*", headers }],
  // Pages that tell of a refusal carry no icon of their own, and browsers then ask here.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
};

export default config;
