const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** Endings of programs and pages: a name that carries one before its last ending is a disguise. */
const DISGUISED =
  /^(exe|com|bat|cmd|scr|msi|ps1|vbs|js|mjs|jar|php\d?|phtml|asp|aspx|jsp|cgi|sh|py|html?|xhtml|shtml|svg|xml|hta|lnk|dll|app)$/i;
const MAX_LENGTH = 200;

/**
 * The name a file is kept under: NFC, and nothing in it that could point elsewhere, hide or turn round what it says.
 * Null when it cannot be kept: paths, control and invisible characters, reserved names, disguised endings, over 200.
 */
export function safeFileName(given: string): string | null {
  const name = given.normalize("NFC").trim();
  const parts = name.split(".");
  const isUsable =
    given.isWellFormed() &&
    name.length > 0 &&
    name.length <= MAX_LENGTH &&
    !/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name) &&
    !/%[0-9a-f]{2}/i.test(name) &&
    !name.startsWith(".") &&
    parts.length > 1 &&
    parts.every((part) => part.trim() !== "") &&
    !RESERVED.test((parts[0] ?? "").trim()) &&
    !parts.slice(1, -1).some((part) => DISGUISED.test(part.trim()));
  return isUsable ? name : null;
}

/** The last ending of a name, lower case. */
export function extensionOf(name: string): string {
  return (name.split(".").at(-1) ?? "").toLowerCase();
}
