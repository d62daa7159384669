import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { EVIDENCE_EXTENSIONS, EVIDENCE_TOO_LARGE, type EvidenceRefusal } from "@/lib/contracts/evidence";
import { EVIDENCE_CONTENT_TYPES, EVIDENCE_MAX_BYTES, type EvidenceContentType } from "@/lib/domain/appeal";
import { extensionOf, safeFileName } from "@/lib/domain/file-name";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { inspectPdf } from "./evidence-pdf";
import { atMost } from "./turns";

/** A file that was checked and made harmless. */
export type CheckedFile = { fileName: string; contentType: EvidenceContentType; bytes: Buffer };

/** Files that are checked at once: a drawn picture takes a few hundred megabytes while it is redrawn. */
const checking = atMost(2);

/** Pixels at most, as decoded: 40 megapixels. */
const MAX_PIXELS = 40_000_000;
/** Longest edge that is kept. */
const MAX_EDGE = 6_000;

const NOT_ALLOWED =
  "This kind of file is not accepted. A PDF, PNG, JPEG or WebP works; a few screenshots are often enough.";
const DAMAGED = "The file is damaged or cut off. Save it again and send the new copy.";
const TOO_MANY_PIXELS =
  "The picture has too many pixels. Save it smaller, at most 6 000 on the longest side.";

function bad(code: EvidenceRefusal["code"], detail: string): { ok: false; error: EvidenceRefusal } {
  return refuse({ code, detail });
}

/** Draws a picture anew: no metadata, no colour profile, nothing behind its end, the first frame only. */
async function redrawn(
  bytes: Buffer,
  contentType: EvidenceContentType,
): Promise<Result<Buffer, EvidenceRefusal>> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "truncated", pages: 1 });
    const { width, height } = await picture.metadata();
    if (width * height > MAX_PIXELS) return bad("image_too_large", TOO_MANY_PIXELS);
    const drawn = picture
      .autoOrient()
      .resize({ width: MAX_EDGE, height: MAX_EDGE, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb");
    const encoded = {
      "image/jpeg": () => drawn.jpeg({ quality: 88 }),
      "image/png": () => drawn.png(),
      "image/webp": () => drawn.webp({ quality: 88 }),
      "application/pdf": () => drawn,
    }[contentType]();
    const output = await encoded.toBuffer();
    if (output.length > 2 * EVIDENCE_MAX_BYTES) return bad("image_too_large", TOO_MANY_PIXELS);
    return ok(output);
  } catch (error) {
    const isTooLarge = error instanceof Error && /pixel limit|too large|exceeds/i.test(error.message);
    return isTooLarge ? bad("image_too_large", TOO_MANY_PIXELS) : bad("file_type_not_allowed", DAMAGED);
  }
}

/**
 * Checks a file by what it is, not by what it says: name, first bytes and ending must agree; pictures are redrawn, PDF
 * files that are locked or could act are refused.
 *
 * @param declaredType the Content-Type it was sent with; unsaid when null or `application/octet-stream`.
 */
export async function checkFile(
  name: string,
  declaredType: string | null,
  bytes: Buffer,
): Promise<Result<CheckedFile, EvidenceRefusal>> {
  const fileName = safeFileName(name);
  if (!fileName) {
    return bad(
      "file_name_invalid",
      "This file name cannot be kept. Rename it with plain letters and digits, such as letter.pdf.",
    );
  }
  if (bytes.length === 0) return bad("file_empty", "The file is empty. Choose another copy.");
  if (bytes.length > EVIDENCE_MAX_BYTES) return refuse(EVIDENCE_TOO_LARGE);
  const found = await fileTypeFromBuffer(bytes);
  const contentType = EVIDENCE_CONTENT_TYPES.find((type) => type === found?.mime);
  const said = declaredType?.split(";")[0]?.trim().toLowerCase() ?? "application/octet-stream";
  const isSaidTruly = said === "" || said === "application/octet-stream" || said === contentType;
  if (!contentType || !isSaidTruly || !EVIDENCE_EXTENSIONS[contentType].includes(extensionOf(fileName))) {
    return bad("file_type_not_allowed", NOT_ALLOWED);
  }
  return checking(async () => {
    if (contentType === "application/pdf") {
      const detail = await inspectPdf(bytes);
      return detail === null ? ok({ fileName, contentType, bytes }) : bad("file_type_not_allowed", detail);
    }
    const drawn = await redrawn(bytes, contentType);
    return drawn.ok ? ok({ fileName, contentType, bytes: drawn.value }) : drawn;
  });
}
