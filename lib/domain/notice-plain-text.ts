import type { NoticeText } from "./notice-text";

function wrapped(paragraph: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}

/** Line ends, other controls, what turns the direction of text, and spaces without a width. */
const UNRULY = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/gu;

/** A member's name for a letter: one line that stays where it is, so that no name can write a part of the letter. */
export function nameInLetter(name: string): string {
  return name.replace(UNRULY, " ").replace(/ {2,}/g, " ").trim();
}

/** A notice as the plain part of an e-mail: the same sentences as the page, wrapped at 72 columns, links on their own line. */
export function noticePlainText(
  text: NoticeText,
  frame: {
    memberName: string;
    platformName: string;
    caseReference: string;
    action: { label: string; href: string };
  },
): string {
  const label = Math.max(...text.rows.map((row) => row.label.length));
  const start = Math.max("Start".length, ...text.rows.map((row) => row.start.text.length));
  const row = (where: string, first: string, second: string) =>
    `  ${where.padEnd(label)}  ${first.padEnd(start)}  ${second}`.trimEnd();
  const parts = [
    `Hello ${frame.memberName},`,
    text.title,
    `${text.strong} ${text.rest}`,
    [
      row("", "Start", "Reply"),
      ...text.rows.map((one) => row(one.label, one.start.text, one.reply.text)),
    ].join("\n"),
    ...(text.rowsNote ? [text.rowsNote] : []),
    ...(text.why.length > 0 || text.origin
      ? ["Why", ...text.why, ...(text.origin ? [text.origin] : [])]
      : []),
    ...text.ends,
    `${frame.action.label}:\n${frame.action.href}`,
    ...(text.appeal ? [`${text.appeal.text} ${text.appeal.until}`] : []),
    `Case ${frame.caseReference}. The link opens your notice without a password: do not pass this e-mail on.`,
    frame.platformName,
  ];
  return `${parts.map((part) => (part.includes("\n") ? part : wrapped(part, 72))).join("\n\n")}\n`;
}
