/** Letters of other scripts that pass for Latin ones: pairs of the letter and what it is read as. */
const PAIRS: Readonly<Record<string, string>> = {
  Cyrillic:
    "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwѵvӏlкkгrпnиuтtмmнhвbьbүyԍgАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSҮYԚQԜWԌGЗ3З3ӀI",
  Greek: "αaοoνvρpτtυuιiκkγyηnωwχxσoϲcεeβbϳjΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCϜF",
  Armenian: "օoսuհhոnցgքpզqյjՕOՏSԼLՍU",
  Cherokee: "ᎪAᏴBᏟCᎠDᎬEᎻHᎥiᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᏙVᎳWᏃZ",
  Latin: "ɑaɡgᴄcᴏoᴜuᴠvᴡwᴢzꜱsʙBɢGʜHɪIʟLɴNʀRʏYǃ!ɩi",
};

export type LookAlike = { script: string; looksLike: string };

const TABLE: ReadonlyMap<string, LookAlike> = new Map(
  Object.entries(PAIRS).flatMap(([script, pairs]) => {
    const letters = [...pairs];
    return Array.from({ length: letters.length / 2 }, (_, pair) => {
      const letter = letters[pair * 2] ?? "";
      return [letter, { script, looksLike: letters[pair * 2 + 1] ?? "" }] as const;
    });
  }),
);

const STYLED = /^[A-Za-z0-9]$/u;

/**
 * Letters and digits drawn in another dress: full-width, mathematical, enclosed, Roman numerals.
 * They pass for the plain one wherever they stand. Raised and lowered figures (m²) are left alone.
 */
export function findStyled(letter: string): LookAlike | null {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x2100) return null;
  const plain = letter.normalize("NFKC");
  if (plain === letter || !STYLED.test(plain)) return null;
  return { script: code >= 0xff00 && code <= 0xffef ? "Full-width" : "Styled", looksLike: plain };
}

/** A letter of another script that passes for a Latin one, or null. Whether it deceives depends on the word it stands in. */
export function findForeign(letter: string): LookAlike | null {
  return TABLE.get(letter) ?? null;
}

/** The plain letter an eye reads; the letter itself when there is none. */
export function readAs(letter: string): string {
  return (findForeign(letter) ?? findStyled(letter))?.looksLike ?? letter;
}
