import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, type ChromiumProgram } from "./e2e/support/chromium";

// Both are set by the global setup, before any worker reads this file.
const chromium: ChromiumProgram | null = process.env.E2E_CHROMIUM
  ? JSON.parse(process.env.E2E_CHROMIUM)
  : null;

export default defineConfig({
  testDir: "./e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/support/global-setup.ts",
  outputDir: "./test-results",
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    ...(process.env.E2E_URL ? { baseURL: process.env.E2E_URL } : {}),
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: chromium
      ? {
          executablePath: chromium.path,
          args: CHROMIUM_FLAGS,
          env: { ...definedEnvironment(), ...chromium.env },
        }
      : { args: CHROMIUM_FLAGS },
  },
});

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
