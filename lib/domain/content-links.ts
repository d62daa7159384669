import { findForeign, findStyled } from "./look-alikes";

/** A link in a text, taken apart without following or resolving anything. */
export type FoundLink = {
  text: string;
  scheme: string;
  user: string;
  host: string;
  port: string;
  path: string;
};

/** One thing about a link or a file that speaks for locking. */
export type Suspicion = { text: string; why: string; weight: number };

const LONGEST_LINK = 2_000;
const LINKS_READ = 50;
/** Pieces that are looked at more closely; a text with more of them gains nothing but time. */
const PIECES_TRIED = 2_000;

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const SHORTENERS = words(
  "bit.ly tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly cutt.ly rb.gy rebrand.ly shorturl.at tiny.cc t.ly bl.ink soo.gd s.id adf.ly shorte.st u.to clck.ru qr.ae x.co urlz.fr",
);
/** Names people trust, and where they really live. */
const BRANDS: Readonly<Record<string, string>> = {
  paypal: "paypal.com paypal.me",
  microsoft: "microsoft.com microsoftonline.com",
  office365: "office365.com",
  outlook: "outlook.com",
  google: "google.com google.de google.es google.fr google.co.uk",
  gmail: "gmail.com",
  apple: "apple.com",
  icloud: "icloud.com",
  amazon: "amazon.com amazon.de amazon.es amazon.fr amazon.co.uk",
  facebook: "facebook.com",
  instagram: "instagram.com",
  whatsapp: "whatsapp.com",
  linkedin: "linkedin.com",
  netflix: "netflix.com",
  dropbox: "dropbox.com",
  docusign: "docusign.com docusign.net",
  coinbase: "coinbase.com",
  binance: "binance.com",
  metamask: "metamask.io",
  fedex: "fedex.com",
  dhl: "dhl.com dhl.de",
  visa: "visa.com",
  mastercard: "mastercard.com",
};
const BAIT = words(
  "login signin secure security verify verification account update confirm wallet billing unlock recover support bonus prize gift airdrop",
);
const CHEAP_ENDINGS = words(
  "zip mov xyz top click icu cyou sbs monster quest bond buzz rest tk ml ga cf gq loan win bid work party review country stream gdn men date racing cam lol",
);
const KNOWN_ENDINGS = words(
  "com net org info biz io co me tv app dev page web site online store shop club live life link vip world today news blog cloud space tech agency email zone de es fr uk us eu it nl at ch be pl pt se no dk fi ie ru cn in br mx ar cl au nz ca jp kr za ng ke ly gl gd cc gg to ai edu gov",
);
/** Files that run when opened. */
const RUNNING = words(
  "exe scr com bat cmd pif msi msix ps1 vbs vbe js jse wsf wsh hta jar apk app dmg pkg deb rpm sh run lnk reg cpl dll iso img vhd vhdx appimage scf url gadget",
);
const MACROS = words("docm dotm xlsm xltm xlam pptm potm ppam");
const PAGES = words("html htm svg shtml mht xhtml");
const PACKED = words("zip rar 7z gz tar ace cab");
const HARMLESS = words("pdf doc docx xls xlsx ppt pptx txt rtf csv jpg jpeg png gif mp3 mp4 mov odt ods");

/** The links of a text (first fifty), and of the list the platform sent with it. */
export function findLinks(body: string, sent: readonly string[]): FoundLink[] {
  const found = new Map<string, FoundLink>();
  const add = (text: string) => {
    const link = found.size < LINKS_READ ? readLink(text) : null;
    if (link && !found.has(link.text)) found.set(link.text, link);
  };
  for (const text of sent) add(text);
  let start = -1;
  let dotted = false;
  let tried = 0;
  for (let at = 0; at <= body.length; at++) {
    const code = at < body.length ? body.charCodeAt(at) : 32;
    const isGap = code <= 32 || code === 0xa0 || code === 60 || code === 62 || code === 34 || code === 0x3000;
    if (!isGap) {
      if (start < 0) start = at;
      const isDot = code === 46 || code === 58 || code === 0x3002 || code === 0xff0e || code === 0xff61;
      if (isDot && body.charCodeAt(at + 1) > 32) dotted = true;
      continue;
    }
    if (start >= 0 && dotted && at - start > 3 && tried++ < PIECES_TRIED) add(body.slice(start, at));
    start = -1;
    dotted = false;
  }
  return [...found.values()];
}

/** The link in a piece of text without spaces; null when there is none. `isSure`: it stands where a link stands. */
function readLink(piece: string, isSure = false): FoundLink | null {
  let text = piece.slice(0, LONGEST_LINK).trim();
  const shown = text.indexOf("](");
  if (shown > 0) text = text.slice(shown + 2);
  text = trimEdges(text);
  const plain = text
    .replaceAll("[.]", ".")
    .replaceAll("(.)", ".")
    .replaceAll(/[。．｡]/g, ".")
    .replace(/^hxxp/i, "http");
  const scheme = /^([a-z][a-z0-9+.-]{1,15}):(\/\/)?/i.exec(plain);
  if (scheme && !scheme[2] && !/^(?:javascript|vbscript|data|file)$/i.test(scheme[1] ?? "")) return null;
  const rest = scheme ? plain.slice(scheme[0].length) : plain;
  const cut = rest.search(/[/?#\\]/);
  const authority = cut < 0 ? rest : rest.slice(0, cut);
  const path = cut < 0 ? "" : rest.slice(cut);
  const at = authority.lastIndexOf("@");
  // Without a scheme a name before the sign is an e-mail address, no link.
  if (at >= 0 && !scheme) return null;
  const hostPort = authority.slice(at + 1).toLowerCase();
  const colon = /^(.*?):(\d{1,5})$/.exec(hostPort);
  const host = (colon?.[1] ?? hostPort).replace(/\.$/, "");
  if (!scheme && !isHost(host, isSure || path !== "")) return null;
  return {
    text,
    scheme: scheme?.[1]?.toLowerCase() ?? "",
    user: at >= 0 ? authority.slice(0, at) : "",
    host,
    port: colon?.[2] ?? "",
    path,
  };
}

function trimEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && "([{'*_>-".includes(text.charAt(start))) start++;
  while (end > start && ".,;:!?')]}*_".includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function isHost(host: string, hasPath: boolean): boolean {
  const labels = host.split(".");
  if (labels.length < 2 || labels.length > 12 || labels.some((label) => label === "" || label.length > 63)) {
    return false;
  }
  if (!/^[\p{L}\p{N}.-]+$/u.test(host)) return false;
  if (isAddress(host)) return true;
  const ending = labels.at(-1) ?? "";
  if (labels[0] === "www" && labels.length > 2) return true;
  return (KNOWN_ENDINGS.has(ending) || CHEAP_ENDINGS.has(ending) || hasPath) && /^\p{L}{2,}$/u.test(ending);
}

/** Four numbers with dots. */
function isAddress(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

/** What speaks against one link. */
export function suspectLink(link: FoundLink): Suspicion[] {
  const { text, scheme, user, host, port, path } = link;
  const found: Suspicion[] = [];
  const add = (why: string, weight: number) => void found.push({ text, why, weight });
  if (/^(?:javascript|vbscript|data|file)$/.test(scheme)) add("runs or opens something on the device", 4.5);
  if (user !== "") add("a name before the real host", 3.5);
  if (isAddress(host) || /^(?:\d{6,10}|0x[0-9a-f]{6,8})$/.test(host) || host.startsWith("[")) {
    add("an address of numbers instead of a name", 3.2);
  }
  if (host.split(".").some((label) => label.startsWith("xn--"))) add("a host in punycode", 2.6);
  if (mixesScripts(host)) add("letters of another script in the host", 4.5);
  const home = host.replace(/^www\./, "");
  if (SHORTENERS.has(home)) add("a shortener hides where it leads", 2.2);
  const brand = imitated(home);
  if (brand) add(`passes for ${brand}`, 3.8);
  const labels = home.split(".");
  const baits = labels
    .slice(0, -1)
    .join("-")
    .split("-")
    .filter((part) => BAIT.has(part)).length;
  if (baits > 0) add("a host that asks to log in or confirm", Math.min(baits, 2) * 1.2);
  if (CHEAP_ENDINGS.has(labels.at(-1) ?? "")) add(`the ending .${labels.at(-1)}`, 1.6);
  if (labels.length > 4) add("many labels before the real host", 1.2);
  if (port !== "" && port !== "80" && port !== "443") add(`port ${port}`, 1.4);
  const ending = endingOf(path.split(/[?#]/)[0] ?? "");
  if (RUNNING.has(ending) && path.length > 1) add(`a file that runs: .${ending}`, 3.2);
  return found;
}

/** `[shown.example](https://other.example)`: what is shown is another host than where it leads. */
export function suspectShown(body: string): Suspicion[] {
  const found: Suspicion[] = [];
  let tried = 0;
  for (let at = body.indexOf("]("); at >= 0 && tried++ < LINKS_READ; at = body.indexOf("](", at + 2)) {
    const before = body.slice(Math.max(0, at - 200), at);
    const bracket = before.lastIndexOf("[");
    const length = body.slice(at, at + LONGEST_LINK).indexOf(")");
    if (bracket < 0 || length < 0) continue;
    const from = at - before.length + bracket;
    const end = at + length;
    const shown = readLink(body.slice(from + 1, at), true);
    const target = readLink(body.slice(at + 2, end), true);
    if (shown && target && shown.host !== target.host) {
      found.push({
        text: body.slice(from, end + 1),
        why: `shows ${shown.host}, leads elsewhere`,
        weight: 4.2,
      });
    }
  }
  return found;
}

/** A Latin host with letters of another script in one of its labels, or a label all of such letters. */
function mixesScripts(host: string): boolean {
  return host.split(".").some((label) => {
    let foreign = 0;
    let latin = 0;
    let letters = 0;
    for (const char of label) {
      if (!/\p{L}/u.test(char)) continue;
      letters++;
      if (findForeign(char) || findStyled(char)) foreign++;
      else if (/[a-z]/.test(char)) latin++;
    }
    return foreign > 0 && (latin > 0 || foreign === letters);
  });
}

/** The brand whose name stands in a host that is not the brand's. */
function imitated(host: string): string | null {
  const folded = host.replaceAll("0", "o").replaceAll("1", "l").replaceAll("rn", "m").replaceAll("vv", "w");
  for (const [brand, homes] of Object.entries(BRANDS)) {
    const own = homes.split(" ").some((home) => host === home || host.endsWith(`.${home}`));
    if (own) continue;
    const parts = folded.split(/[.-]/);
    if (parts.includes(brand) || (brand.length > 5 && folded.includes(brand))) return brand;
  }
  return null;
}

function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0
    ? ""
    : name
        .slice(dot + 1)
        .trim()
        .toLowerCase();
}

const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** What speaks against an attachment, by its name and type alone: the file itself is not here. */
export function suspectAttachment({
  name,
  contentType,
}: {
  name: string;
  contentType?: string;
}): Suspicion[] {
  const found: Suspicion[] = [];
  const add = (why: string, weight: number) => void found.push({ text: name.slice(0, 200), why, weight });
  const plain = name.slice(-300).replaceAll(/[\p{Cf}\p{Cc}]/gu, "");
  const ending = endingOf(plain);
  const before = endingOf(plain.slice(0, Math.max(0, plain.lastIndexOf("."))).trimEnd());
  if (TURNS.test(name)) add("a name that is written backwards", 4);
  if (RUNNING.has(ending)) add(`a file that runs: .${ending}`, 3.6);
  if (HARMLESS.has(before) && (RUNNING.has(ending) || PAGES.has(ending) || PACKED.has(ending))) {
    add(`two endings: .${before}.${ending}`, 2.6);
  }
  if (MACROS.has(ending)) add(`a document with macros: .${ending}`, 2.4);
  if (PAGES.has(ending)) add(`a web page as a file: .${ending}`, 2.2);
  if (PACKED.has(ending)) add(`a packed file: .${ending}`, 0.6);
  if (/msdownload|x-executable|x-sh|java-archive|x-ms-installer/i.test(contentType ?? "")) {
    add("a file of a type that runs", 3.2);
  }
  return found;
}
