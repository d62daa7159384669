import { randomBytes } from "node:crypto";
import sharp from "sharp";

/** A file as the browser's file field takes it. */
export type TestFile = { name: string; mimeType: string; buffer: Buffer };

/** A small picture with a place written into it, which has to be gone afterwards. */
export async function pngWithPlace(name: string): Promise<TestFile> {
  const buffer = await sharp({ create: { width: 240, height: 160, channels: 3, background: "#0f6383" } })
    .withExif({ IFD0: { ImageDescription: "canary-place 53.3498 -6.2603" } })
    .png()
    .toBuffer();
  return { name, mimeType: "image/png", buffer };
}

/** A picture of more than 10 MiB that is a picture all the way. */
export async function pngOver10MiB(name: string): Promise<TestFile> {
  const side = 1960;
  const noise = randomBytes(side * side * 3);
  const buffer = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return { name, mimeType: "image/png", buffer };
}

/** A PDF of one empty page. */
export function pdf(name: string): TestFile {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const tableAt = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${tableAt}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text, "latin1") };
}

/** A drawing that would run a script. */
export function svg(name: string): TestFile {
  const buffer = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`);
  return { name, mimeType: "image/svg+xml", buffer };
}
