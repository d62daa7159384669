import type { BrowserContext } from "@playwright/test";
import { consoleUrl } from "./console";

/**
 * Keeps what must not happen in a page: errors in the console (refusals of the Content-Security-Policy among them),
 * uncaught errors, requests to another host, dialogs.
 */
export class Watch {
  readonly problems: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Says that a problem is part of the test, such as the browser's own line about a 404. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Problems nobody expected. */
  get unexpected(): string[] {
    return this.problems.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }

  /** Watches every page of a context. */
  on(context: BrowserContext): void {
    const { host } = new URL(consoleUrl());
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.host !== host) {
        this.problems.push(`request to ${request.url()}`);
      }
    });
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      this.problems.push(
        `console at ${message.page()?.url()}: ${message.text()} (${message.location().url})`,
      );
    });
    context.on("weberror", (error) => {
      this.problems.push(`error at ${error.page()?.url()}: ${error.error().stack ?? error.error().message}`);
    });
    context.on("dialog", async (dialog) => {
      this.problems.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
  }
}
