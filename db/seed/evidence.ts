import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import type { EvidenceContentType } from "../../lib/domain/appeal";
import { MINUTE_MS, note, type World } from "./world";

/** One page of plain text as PDF 1.4. */
function pdfOf(lines: string[]): Buffer {
  const escaped = lines.map((line) => `(${line.replace(/[\\()]/g, "\\$&")}) Tj T*`).join(" ");
  const content = `BT /F1 11 Tf 14 TL 60 780 Td ${escaped} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, place) => {
    const offset = text.length;
    text += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A grey picture of a page with lines of writing, as a stand-in for a screenshot. */
function pngOf(width: number, height: number, seed: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height, 0xf4);
  for (let y = 0; y < height; y++) {
    rows[y * (width + 1)] = 0;
    if (y % 18 < 11) continue;
    const end = 40 + ((seed * (y + 7)) % (width - 80));
    rows.fill(0x5a, y * (width + 1) + 24, y * (width + 1) + 24 + end);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(rows, { level: 9 })),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Adds one to three files to an appeal, as the upload would have stored them. Returns their ids. */
export function addEvidence(world: World, appeal: World["rows"]["appeals"][number]): string[] {
  const { random, rows } = world;
  const names = ["applicant-consent.pdf", "mailbox.png", "price-list-requests.pdf", "settings-after.png"];
  const first = random.int(0, names.length - 1);
  return Array.from({ length: random.int(1, 3) }, (_, n) => {
    const fileName = names[(first + n) % names.length] ?? "letter.pdf";
    const isPdf = fileName.endsWith(".pdf");
    const contentType: EvidenceContentType = isPdf ? "application/pdf" : "image/png";
    const bytes = isPdf
      ? pdfOf([
          "Request for information",
          "",
          `Reference ${random.int(1_000, 9_999)}`,
          "I ask to be kept informed about open posts by message.",
        ])
      : pngOf(640, 256, random.int(3, 97));
    const at = new Date(appeal.filedAt.getTime() - (3 - n) * MINUTE_MS);
    const evidenceId = random.uuid(at);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const { memberId, noticeId, appealId } = appeal;
    rows.evidence.push({
      evidenceId,
      noticeId,
      memberId,
      appealId,
      fileName,
      contentType,
      sizeBytes: bytes.length,
      sha256,
      uploadedAt: at,
    });
    rows.evidenceChunks.push({ evidenceId, n: 0, bytes });
    note(
      world,
      {
        at,
        actorKind: "member",
        actorId: memberId,
        command: "evidence.add",
        subjectType: "evidence",
        subjectId: evidenceId,
      },
      { noticeId, memberId, contentType, sizeBytes: bytes.length, sha256 },
    );
    return evidenceId;
  });
}
