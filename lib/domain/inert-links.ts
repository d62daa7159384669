/**
 * Finds what could be taken for an address in a text: many spellings, none of them opened.
 * Works on what an eye reads (see `readAs`), so letters of other scripts and hidden characters do not get an address past it.
 */

const COUNTRY =
  "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";
const GENERIC =
  "com net org info biz name pro mobi edu gov mil int arpa aero coop museum jobs app dev page web xyz top site online store shop club live life link click icu vip work world today news blog cloud space website tech fun agency email support help zone team network digital media finance bank loan money cash credit crypto bet casino poker sex porn adult dating date download stream video chat social gift win bid trade review party science cam lol wtf fit cyou sbs monster quest bond buzz uno rest host press wiki company center group services solutions systems software global international academy school africa asia berlin london paris example test invalid localhost onion zip mov рф com укр";
const TLD = [...new Set(`${GENERIC} ${COUNTRY}`.split(" "))].sort((a, b) => b.length - a.length).join("|");

const DOT = String.raw`(?:\.|\[\.\]|\(\.\)|\{\.\}|\s?[[({]\s?dot\s?[\])}]\s?)`;
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,62})`;
const HOST = `(?:${LABEL}${DOT}){1,8}(?:${TLD}|xn--[a-z0-9-]{1,59})`;
const TAIL = String.raw`(?::\d{1,5})?(?:[/?#]\S{0,2000})?`;
const spelled = (word: string) => [...word].join(String.raw`[\t\n\r]?`);

const ADDRESS = new RegExp(
  [
    String.raw`\[[^\][\n]{0,200}\]\([^)\s]{1,2000}\)`,
    String.raw`(?<![\p{L}\p{N}])(?:h[tx]{2}ps?|ftps?|sftp|wss?|file|[a-z][a-z0-9+-]{1,15})\s?(?::|\[:\]|\(:\))\s?(?:\/\/|\\\\|\[\/\/\])\S{1,2000}`,
    String.raw`(?<![\p{L}\p{N}])(?:${["javascript", "vbscript", "data"].map(spelled).join("|")}|mailto|tel|sms|magnet|blob|about|intent|view-source):\S{1,2000}`,
    String.raw`(?<![\p{L}\p{N}])[\p{L}\p{N}._%+-]{1,64}(?:@|\s?[[(]\s?at\s?[\])]\s?)${HOST}(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}])www\d?${DOT}\S{1,2000}`,
    String.raw`(?<![\p{L}\p{N}.])(?:\d{1,3}${DOT}){3}\d{1,3}(?![\p{L}\p{N}])${TAIL}`,
    String.raw`(?<![\p{L}\p{N}_@-])${HOST}(?![\p{L}\p{N}_-])${TAIL}`,
  ].join("|"),
  "giu",
);
const TRAILING = /[.,;:!?'"’”»)\]}…]+$/u;

/** Half-open places of the addresses in what an eye reads, in order, never overlapping. */
export function findAddresses(read: string): { start: number; end: number }[] {
  return [...read.matchAll(ADDRESS)].flatMap((match) => {
    const whole = match[0];
    const markdown = whole.startsWith("[") && whole.endsWith(")") && whole.includes("](");
    const kept = markdown ? whole : whole.replace(TRAILING, "");
    return kept.length === 0 ? [] : [{ start: match.index, end: match.index + kept.length }];
  });
}

/** An address as it may be shown: nothing that reads it takes it for one. */
export function defang(address: string): string {
  return address.replaceAll(/\[\.\]|[.。．｡]/gu, "[.]");
}
