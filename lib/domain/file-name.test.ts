import { describe, expect, it } from "vitest";
import { extensionOf, safeFileName } from "./file-name";

describe("safeFileName", () => {
  it.each(["letter.pdf", "Übersicht März.png", "a.b.c.pdf", "screenshot (2).jpeg", "証拠.webp", "1.7.png"])(
    "keeps %j",
    (name) => {
      expect(safeFileName(name)).toBe(name.normalize("NFC"));
    },
  );

  it.each([
    "",
    "   ",
    "noending",
    "../../etc/passwd.png",
    "..\\up.png",
    ".hidden.png",
    "a/b.png",
    "C:\\a.png",
    "two\r\nlines.png",
    "null\u0000.png",
    "shell.php%00.png",
    "x%2e.png",
    "invoice\u202egnp.exe.png",
    "zero\u200bwidth.png",
    "line\u2028.png",
    "CON.png",
    "lpt1.pdf",
    "run.exe.png",
    "page.html.pdf",
    "a..png",
    "trailing.",
    `${"x".repeat(300)}.png`,
    "\ud800.png",
    "pipe|.png",
  ])("refuses %j", (name) => {
    expect(safeFileName(name)).toBeNull();
  });

  it("composes letters and reads the ending without its case", () => {
    expect(safeFileName("U\u0308.PDF")).toBe("Ü.PDF");
    expect(extensionOf("Ü.PDF")).toBe("pdf");
  });
});
