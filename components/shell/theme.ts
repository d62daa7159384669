export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The cookie that holds the chosen theme, read on the server so that the first paint is right without a script. */
export const THEME_COOKIE = "theme";

/** Reads a cookie's value; anything unknown follows the system. */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}
