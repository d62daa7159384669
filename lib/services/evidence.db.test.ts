import { createHash, randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { listDrafts } from "@/db/queries/notice";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMessage, makePolicy, makeStaff, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import { EVIDENCE_MAX_BYTES } from "@/lib/domain/appeal";
import { tokenFor } from "./access-token";
import { fileAppeal } from "./appeal";
import { claim } from "./claim";
import { decideCase } from "./decision";
import { addEvidence, openEvidence, removeEvidence } from "./evidence";
import { receiveReport } from "./report";

let testDatabase: TestDatabase;
let database: Database;
let admin: Database;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 8 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
  await makePolicy(database);
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

/** A notice with its link. */
async function notice(): Promise<{ token: string; memberId: string; noticeId: string }> {
  const staff = await makeStaff(database);
  const message = await makeMessage(database);
  const { caseId } = succeeded(
    await receiveReport(database, TEST_PLATFORM, {
      id: `r-${randomBytes(6).toString("hex")}`,
      reporterId: message.recipientId,
      subject: { type: "message", id: message.id },
      category: "spam",
    }),
  );
  succeeded(await claim(database, staff, { caseId }));
  const { noticeId } = succeeded(
    await decideCase(database, staff, {
      caseId,
      version: 1,
      command: {
        outcome: "actioned",
        measures: [{ measure: "warning" }],
        policyClause: "4.2",
        reason: "Same text.",
        memberReason: "You sent the same text to many.",
      },
    }),
  );
  if (!noticeId) throw new Error("a measure leaves a notice");
  return { token: tokenFor("notice", noticeId), memberId: message.senderId, noticeId };
}

function picture(format: "png" | "jpeg" | "webp", tint = 0): Promise<Buffer> {
  const made = sharp({
    create: { width: 64, height: 48, channels: 3, background: { r: tint, g: 90, b: 120 } },
  });
  return made[format]().toBuffer();
}

/** A one-page PDF with extra text among its objects. */
function pdf(extra = "", trailer = ""): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${extra} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\ntrailer\n<< /Root 1 0 R ${trailer} >>\nstartxref\n0\n%%EOF\n`,
    "latin1",
  );
}

function packedPdf(object: string, dictionary = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"): Buffer {
  const data = deflateSync(Buffer.from(object, "latin1"));
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj\n<< ${dictionary} /Length ${data.length} >>\nstream\n`, "latin1"),
    data,
    Buffer.from("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n", "latin1"),
  ]);
}

/** A well-formed PNG of `edge` by `edge` black pixels that packs very small. */
function bombPng(edge: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(typed), 4);
    return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header.writeUInt8(1, 8);
  const rows = deflateSync(Buffer.alloc(edge * (1 + Math.ceil(edge / 8))), { level: 1 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function add(token: string, name: string, bytes: Buffer, declaredType: string | null = null) {
  return addEvidence(database, token, { name, declaredType, bytes });
}

describe("what is taken", () => {
  test("each accepted kind, kept whole in chunks and readable only with the sent appeal", async () => {
    const { token, memberId, noticeId } = await notice();
    const noise = await sharp(randomBytes(600 * 400 * 3), { raw: { width: 600, height: 400, channels: 3 } })
      .png()
      .toBuffer();
    const files = [
      ["shot.png", noise],
      ["photo.JPG", await picture("jpeg")],
      ["photo.webp", await picture("webp")],
      ["letter.pdf", pdf()],
    ] as const;
    const views = [];
    for (const [name, bytes] of files) views.push(succeeded(await add(token, name, bytes)));
    expect(views.map(({ contentType }) => contentType)).toEqual([
      "image/png",
      "image/jpeg",
      "image/webp",
      "application/pdf",
    ]);
    expect(await listDrafts(database, memberId, noticeId)).toHaveLength(4);
    const [first] = views;
    if (!first) throw new Error("four files expected");
    expect(await openEvidence(database, first.evidenceId)).toBeNull();

    const appeal = succeeded(
      await fileAppeal(database, TEST_PLATFORM, {
        target: { memberId, noticeId },
        statement: "See the files.",
        stepsTaken: "",
        businessNeed: null,
        confirmations: [],
        locale: null,
      }),
    );
    const { rows } = await admin.pool.query(
      "select count(*)::int as n, bool_and(appeal_id = $2) as bound from evidence where notice_id = $1",
      [noticeId, appeal.appealId],
    );
    expect(rows[0]).toEqual({ n: 4, bound: true });
    const opened = await openEvidence(database, first.evidenceId);
    const parts: Uint8Array[] = [];
    for await (const chunk of opened?.chunks ?? []) parts.push(chunk);
    expect(parts.length).toBeGreaterThan(1);
    const whole = Buffer.concat(parts);
    const { rows: kept } = await admin.pool.query("select sha256 from evidence where evidence_id = $1", [
      first.evidenceId,
    ]);
    expect(createHash("sha256").update(whole).digest("hex")).toBe(kept[0].sha256);
    expect((await sharp(whole).metadata()).width).toBe(600);

    expect(await add(token, "late.png", await picture("png", 9))).toMatchObject({
      error: { code: "appeal_exists" },
    });
    expect(await removeEvidence(database, token, first.evidenceId)).toMatchObject({
      error: { code: "not_found" },
    });
  });

  test("a picture loses its place, its profile and what hangs behind its end", async () => {
    const { token } = await notice();
    const tagged = await sharp(await picture("jpeg"))
      .withExif({
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "53/1 20/1 0/1" },
        IFD0: { Artist: "Mara Quist" },
      })
      .jpeg()
      .toBuffer();
    expect((await sharp(tagged).metadata()).exif).toBeDefined();
    const polyglot = Buffer.concat([tagged, Buffer.from("PK\u0003\u0004<script>alert(1)</script>MZ")]);
    const { evidenceId, sizeBytes } = succeeded(await add(token, "photo.jpg", polyglot));
    const { rows } = await admin.pool.query(
      "select bytes from evidence_chunks where evidence_id = $1 order by n",
      [evidenceId],
    );
    const kept = Buffer.concat(rows.map((row) => row.bytes));
    expect(kept).toHaveLength(sizeBytes);
    const metadata = await sharp(kept).metadata();
    expect([metadata.exif, metadata.icc, metadata.xmp]).toEqual([undefined, undefined, undefined]);
    expect(kept.includes("<script>")).toBe(false);
    expect(kept.includes("Mara Quist")).toBe(false);
  });

  test("of an animation the first frame only", async () => {
    const { token } = await notice();
    const frames = await Promise.all([1, 2, 3].map((tint) => picture("png", tint * 60)));
    const animated = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0 })
      .toBuffer();
    expect((await sharp(animated).metadata()).pages).toBe(3);
    const { evidenceId } = succeeded(await add(token, "moving.webp", animated));
    const { rows } = await admin.pool.query("select bytes from evidence_chunks where evidence_id = $1", [
      evidenceId,
    ]);
    expect((await sharp(rows[0].bytes).metadata()).pages ?? 1).toBe(1);
  });
});

describe("what is refused, and writes nothing", () => {
  test("by name, size and kind", async () => {
    const { token, memberId, noticeId } = await notice();
    const png = await picture("png");
    const jpeg = await picture("jpeg");
    const cases: [string, Buffer, string | null, string][] = [
      ["../../up.png", png, null, "file_name_invalid"],
      ["gnp\u202e.exe.png", png, null, "file_name_invalid"],
      ["empty.png", Buffer.alloc(0), null, "file_empty"],
      ["big.pdf", Buffer.concat([pdf(), Buffer.alloc(EVIDENCE_MAX_BYTES)]), null, "file_too_large"],
      ["renamed.png", jpeg, null, "file_type_not_allowed"],
      ["program.png", Buffer.concat([Buffer.from("MZ"), Buffer.alloc(600)]), null, "file_type_not_allowed"],
      [
        "drawing.svg",
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        null,
        "file_type_not_allowed",
      ],
      [
        "drawing.png",
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        null,
        "file_type_not_allowed",
      ],
      ["page.pdf", Buffer.from("<!doctype html><script>1</script>"), null, "file_type_not_allowed"],
      ["photo.png", png, "text/html", "file_type_not_allowed"],
      ["photo.png", png, "image/jpeg", "file_type_not_allowed"],
      ["cut.jpg", jpeg.subarray(0, Math.floor(jpeg.length / 2)), null, "file_type_not_allowed"],
      ["cut.png", png.subarray(0, 60), null, "file_type_not_allowed"],
    ];
    for (const [name, bytes, declared, code] of cases) {
      const answer = await add(token, name, bytes, declared);
      expect(answer, name).toMatchObject({
        ok: false,
        error: { code, detail: expect.stringMatching(/\.$/) },
      });
    }
    expect(await listDrafts(database, memberId, noticeId)).toEqual([]);
  });

  test("a picture of 30,000 by 30,000 is never unpacked", async () => {
    const { token } = await notice();
    const bomb = bombPng(30_000);
    expect(bomb.length).toBeLessThan(EVIDENCE_MAX_BYTES);
    expect(await add(token, "bomb.png", bomb)).toMatchObject({ error: { code: "image_too_large" } });
  });

  test.each<[string, Buffer]>([
    ["script", pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")],
    ["script with escaped letters", pdf("/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>")],
    ["launch", pdf("/OpenAction << /S /Launch /F (cmd.exe) >>")],
    ["attached file", pdf("/Names << /EmbeddedFiles 9 0 R >>")],
    ["form logic", pdf("/AcroForm << /XFA 9 0 R >>")],
    ["locked", pdf("", "/Encrypt 9 0 R")],
    ["script inside packed objects", packedPdf("4 0 << /S /JavaScript /JS (app.alert(1)) >>")],
    ["escaped script inside packed objects", packedPdf("4 0 << /S /J#61vaScript >>")],
    [
      "objects packed in a way that cannot be checked",
      packedPdf("x", "/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]"),
    ],
    ["packed objects that swell", packedPdf("a".repeat(17 * 1024 * 1024))],
    ["cut off", pdf().subarray(0, 120)],
    ["no PDF at its beginning", Buffer.concat([Buffer.from("GIF89a"), pdf()])],
  ])("a PDF: %s", async (_name, bytes) => {
    const { token } = await notice();
    expect(await add(token, "letter.pdf", bytes)).toMatchObject({ error: { code: "file_type_not_allowed" } });
  });

  test("packed objects without anything active are fine", async () => {
    const { token } = await notice();
    expect(await add(token, "letter.pdf", packedPdf("4 0 << /Type /Page >>"))).toMatchObject({ ok: true });
  });

  test("a sixth file, the same file twice, a wrong link, somebody else's file", async () => {
    const { token } = await notice();
    const views = [];
    for (const tint of [10, 20, 30, 40, 50])
      views.push(succeeded(await add(token, `${tint}.png`, await picture("png", tint))));
    expect(await add(token, "60.png", await picture("png", 60))).toMatchObject({
      error: { code: "too_many_files" },
    });
    const [first] = views;
    if (!first) throw new Error("five files expected");
    const other = await notice();
    expect(await removeEvidence(database, other.token, first.evidenceId)).toMatchObject({
      error: { code: "not_found" },
    });
    succeeded(await removeEvidence(database, token, first.evidenceId));
    const { rows } = await admin.pool.query(
      "select count(*)::int as n from evidence_chunks where evidence_id = $1",
      [first.evidenceId],
    );
    expect(rows[0].n).toBe(0);
    expect(await add(token, "again.png", await picture("png", 20))).toMatchObject({
      error: { code: "file_already_added" },
    });
    expect(await add("x".repeat(43), "a.png", await picture("png"))).toMatchObject({
      error: { code: "not_found" },
    });
    expect(await add("short", "a.png", await picture("png"))).toMatchObject({ error: { code: "not_found" } });
  });

  test("ten at once: five go in", async () => {
    const { token, memberId, noticeId } = await notice();
    const pictures = await Promise.all(Array.from({ length: 10 }, (_, n) => picture("png", n * 20)));
    const answers = await Promise.all(pictures.map((bytes, n) => add(token, `${n}.png`, bytes)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
    expect(await listDrafts(database, memberId, noticeId)).toHaveLength(5);
  });
});
