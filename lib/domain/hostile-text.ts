import { codePointName, findHidden, type HiddenKind } from "./hidden-characters";
import { findAddresses } from "./inert-links";
import { findForeign, findStyled, type LookAlike, readAs } from "./look-alikes";

export { defang } from "./inert-links";

/** A piece of a text with nothing hidden in it, or the sign that stands for what is. `raw` is always as stored. */
export type HostilePart =
  | { kind: "text"; raw: string }
  | { kind: "emoji"; raw: string }
  | { kind: "break"; raw: string }
  | { kind: "badge"; raw: string; codePoint: string; name: string }
  | { kind: "lookalike"; raw: string; codePoint: string; looksLike: string; script: string };

export type HostileSegment = HostilePart | { kind: "link"; raw: string; parts: HostilePart[] };

export const FINDING_KINDS = [
  "direction",
  "invisible",
  "control",
  "tag",
  "surrogate",
  "lookalike",
  "marks",
  "link",
  "nothing-visible",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What was found: how often, and the first few by name. */
export type HostileFinding = { kind: FindingKind; count: number; examples: string[] };

export type HostileText = { segments: HostileSegment[]; findings: HostileFinding[] };

/** Accents one letter may carry before the rest become a sign. */
const MARKS_KEPT = 4;
const EXAMPLES_KEPT = 5;

const EMOJI_SOURCE = "\\p{RGI_Emoji}";
const EMOJI = new RegExp(EMOJI_SOURCE, "gv");
const MARK = /^\p{M}$/u;
const LETTER = /^\p{L}$/u;
const WORD = /^[\p{L}\p{M}\p{N}_'’-]$/u;
const LATIN = /^\p{Script=Latin}$/u;

type Glyph = {
  raw: string;
  at: number;
  code: number;
  hidden: { kind: HiddenKind; name: string } | null;
  emoji: boolean;
};

/**
 * Takes a text apart in stored order, so that a moderator sees what is there and nothing acts on the page.
 * The segments' `raw` put together give the text back exactly; no segment of kind text holds a hidden code point.
 */
export function inspectText(text: string): HostileText {
  const glyphs = readGlyphs(text);
  const links = findLinks(glyphs);
  const lookAlikes = findLookAlikes(
    glyphs,
    links.map((link) => link.glyphs),
  );
  const segments: HostileSegment[] = [];
  let from = 0;
  for (const link of links) {
    segments.push(...toParts(glyphs.slice(from, link.from), lookAlikes));
    const parts = toParts(link.glyphs, lookAlikes);
    segments.push({ kind: "link", raw: parts.map((part) => part.raw).join(""), parts });
    from = link.to;
  }
  segments.push(...toParts(glyphs.slice(from), lookAlikes));
  return { segments, findings: listFindings(segments) };
}

function readGlyphs(text: string): Glyph[] {
  const emojiEnds = new Map<number, number>();
  for (const match of text.matchAll(EMOJI)) {
    if (match[0].length > 1) emojiEnds.set(match.index, match.index + match[0].length);
  }
  const glyphs: Glyph[] = [];
  for (let at = 0; at < text.length; ) {
    const end = emojiEnds.get(at);
    const code = text.codePointAt(at) ?? 0;
    const isBreak = code === 0x0d && text[at + 1] === "\n";
    const raw = end !== undefined ? text.slice(at, end) : isBreak ? "\r\n" : String.fromCodePoint(code);
    const whole = end !== undefined || isBreak;
    glyphs.push({ raw, at, code, hidden: whole ? null : findHidden(code), emoji: end !== undefined });
    at += raw.length;
  }
  return glyphs;
}

/** The addresses, as runs of glyphs; hidden ones inside a run belong to it. */
function findLinks(glyphs: readonly Glyph[]): { from: number; to: number; glyphs: Glyph[] }[] {
  const owner: number[] = [];
  let read = "";
  glyphs.forEach((glyph, index) => {
    if (glyph.hidden || MARK.test(glyph.raw)) return;
    const seen = glyph.emoji ? "\u{fffc}" : /[。．｡]/u.test(glyph.raw) ? "." : readAs(glyph.raw);
    for (let unit = 0; unit < seen.length; unit++) owner.push(index);
    read += seen;
  });
  return findAddresses(read).map(({ start, end }) => {
    const from = owner[start] ?? 0;
    const to = (owner[end - 1] ?? from) + 1;
    return { from, to, glyphs: glyphs.slice(from, to) };
  });
}

/** Letters that deceive: styled ones anywhere, foreign ones in a word that is otherwise Latin or in an address made of nothing else. */
function findLookAlikes(glyphs: readonly Glyph[], links: readonly Glyph[][]): Map<Glyph, LookAlike> {
  const found = new Map<Glyph, LookAlike>();
  const judge = (word: readonly Glyph[], alone: boolean) => {
    const letters = word.filter((glyph) => LETTER.test(glyph.raw));
    const mixed = letters.some((glyph) => LATIN.test(glyph.raw) && !findForeign(glyph.raw));
    const all = alone && letters.length > 0 && letters.every((glyph) => findForeign(glyph.raw));
    for (const glyph of word) {
      const styled = findStyled(glyph.raw);
      const foreign = mixed || all ? findForeign(glyph.raw) : null;
      const lookAlike = styled ?? foreign;
      if (lookAlike) found.set(glyph, lookAlike);
    }
  };
  for (const word of words(glyphs)) judge(word, false);
  for (const link of links) for (const word of words(link)) judge(word, true);
  return found;
}

/** Runs of letters, figures and marks; a hidden character does not end a word. */
function words(glyphs: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = [[]];
  for (const glyph of glyphs) {
    if (glyph.hidden) continue;
    if (WORD.test(glyph.raw) || findStyled(glyph.raw)) runs[runs.length - 1]?.push(glyph);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

function toParts(glyphs: readonly Glyph[], lookAlikes: ReadonlyMap<Glyph, LookAlike>): HostilePart[] {
  const parts: HostilePart[] = [];
  let marks = 0;
  for (const glyph of glyphs) {
    marks = MARK.test(glyph.raw) && !glyph.hidden ? marks + 1 : 0;
    const part = marks > MARKS_KEPT ? markPart(glyph) : glyphPart(glyph, lookAlikes);
    const last = parts[parts.length - 1];
    if (part.kind === "text" && last?.kind === "text") last.raw += part.raw;
    else if (part.kind === "badge" && last?.kind === "badge" && marks > MARKS_KEPT + 1) {
      last.raw += part.raw;
      last.codePoint = `+${marks - MARKS_KEPT} marks`;
    } else parts.push(part);
  }
  return parts;
}

function glyphPart(glyph: Glyph, lookAlikes: ReadonlyMap<Glyph, LookAlike>): HostilePart {
  const { raw } = glyph;
  if (glyph.emoji) return { kind: "emoji", raw };
  if (raw === "\r\n") return { kind: "break", raw };
  const codePoint = codePointName(glyph.code);
  if (glyph.hidden) return { kind: "badge", raw, codePoint, name: glyph.hidden.name };
  const lookAlike = lookAlikes.get(glyph);
  if (lookAlike) return { kind: "lookalike", raw, codePoint, ...lookAlike };
  return { kind: "text", raw };
}

function markPart(glyph: Glyph): HostilePart {
  return { kind: "badge", raw: glyph.raw, codePoint: "+1 marks", name: "piled on one letter" };
}

function listFindings(segments: readonly HostileSegment[]): HostileFinding[] {
  const findings = new Map<FindingKind, HostileFinding>();
  const add = (kind: FindingKind, example: string) => {
    const finding = findings.get(kind) ?? { kind, count: 0, examples: [] };
    finding.count += 1;
    if (finding.examples.length < EXAMPLES_KEPT && !finding.examples.includes(example))
      finding.examples.push(example);
    findings.set(kind, finding);
  };
  const parts = segments.flatMap((segment) => (segment.kind === "link" ? segment.parts : [segment]));
  for (const segment of segments) if (segment.kind === "link") add("link", segment.raw);
  for (const part of parts) {
    if (part.kind === "badge") add(badgeKind(part.raw), `${part.codePoint} ${part.name}`);
    if (part.kind === "lookalike")
      add("lookalike", `${part.script} ${part.raw} ${part.codePoint} for ${part.looksLike}`);
  }
  const seen = parts.some((part) =>
    part.kind === "badge" ? badgeKind(part.raw) === "marks" : /\S/u.test(part.raw),
  );
  if (parts.length > 0 && !seen) add("nothing-visible", "nothing in it can be seen");
  return FINDING_KINDS.flatMap((kind) => findings.get(kind) ?? []);
}

function badgeKind(raw: string): FindingKind {
  return findHidden(raw.codePointAt(0) ?? 0)?.kind ?? "marks";
}
