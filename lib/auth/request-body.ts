import { JsonFault, parseStrictJson } from "@/lib/contracts/strict-json";
import { ok, type Result, refuse } from "@/lib/domain/result";

export type BodyRefusal = {
  status: 400 | 413 | 415;
  code: "malformed_json" | "too_large" | "unsupported_media_type";
  detail: string;
};

/** Whether a body is of this type, in UTF-8 and not compressed; null when it is. */
export function checkType(headers: Headers, wanted: string): BodyRefusal | null {
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith("charset="));
  const isWanted = type.trim() === wanted;
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const isPlain = ["", "identity"].includes((headers.get("content-encoding") ?? "").trim().toLowerCase());
  if (isWanted && isUtf8 && isPlain) return null;
  return {
    status: 415,
    code: "unsupported_media_type",
    detail: `Send ${wanted} in UTF-8, not compressed.`,
  };
}

/**
 * Reads a body of at most `max` bytes and not a byte further, whatever the request says of its length: what is larger is
 * let go before it is in memory. Null when it is larger.
 * @throws when the sender is gone before the end.
 */
export async function readAtMost(request: Request, max: number): Promise<Buffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > max) {
    await request.body?.cancel().catch(() => {});
    return null;
  }
  if (!request.body) return Buffer.alloc(0);
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > max) {
      // Telling the sender may fail when they are gone; the answer is the same.
      await reader.cancel().catch(() => {});
      return null;
    }
    chunks.push(value);
  }
}

/** The one JSON object of a request, or why it is not taken: type first, then size, then form. */
export async function readJsonBody(
  request: Request,
  maxBytes: number,
): Promise<Result<Record<string, unknown>, BodyRefusal>> {
  const wrongType = checkType(request.headers, "application/json");
  if (wrongType) return refuse(wrongType);
  const bytes = await readAtMost(request, maxBytes);
  if (bytes === null) {
    return refuse({ status: 413, code: "too_large", detail: `Send at most ${maxBytes} bytes.` });
  }
  try {
    return ok(parseStrictJson(bytes));
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return refuse({ status: 400, code: "malformed_json", detail: error.message });
  }
}
