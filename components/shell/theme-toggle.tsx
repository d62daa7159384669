"use client";

import { useSyncExternalStore } from "react";
import { Segmented } from "@/components/ui/segmented";
import { parseTheme, THEME_COOKIE, type Theme } from "./theme";

const YEAR_S = 365 * 24 * 60 * 60;
const OPTIONS = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

function choose(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const age = theme === "system" ? 0 : YEAR_S;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser yet
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax`;
}

/** Chooses the theme: shown at once, and kept in a cookie so that the server paints it next time. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(
    watch,
    () => parseTheme(document.documentElement.dataset.theme),
    () => "system" as const,
  );
  return (
    <Segmented
      label="Theme"
      options={OPTIONS}
      value={theme}
      onChange={(value) => choose(parseTheme(value))}
      className="self-start"
    />
  );
}
