import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Actor } from "../../lib/domain/actor";
import { DEFAULT_POLICY, type Policy } from "../../lib/domain/policy";
import { ok } from "../../lib/domain/result";
import { env } from "../../lib/env";
import { type TokenPurpose, tokenFor } from "../../lib/services/access-token";
import { sealAudit } from "../../lib/services/audit";
import { hashPassword } from "../../lib/services/password";
import { type Operation, runOperation } from "../../lib/services/run-operation";
import { connect, type Database } from "../connect";
import { ensureMonths } from "../queries/partition";
import { stateRowsOf } from "../queries/sending-state";
import { drawEvaders, drawFlagged, drawProvocations, emptySampleMemory } from "./detection";
import { playDocket } from "./docket";
import { drawLocks } from "./held-back";
import { drawReportedCases, POLICY_CHANGE_SHARE } from "./incidents";
import { openCase } from "./intake";
import { drawMembers, SAMPLE_STAFF } from "./population";
import { chance } from "./random";
import { drawTalk, settle } from "./traffic";
import { BRIGADE_DISMISSED } from "./wording";
import { DAY_MS, note, SCALES, type World } from "./world";
import { insertRows } from "./write";

export type SeedOptions = {
  size: "full" | "small";
  /** Shared by the sample's staff. */
  password: string;
  /** The end of the sample's past; now by default. */
  now?: Date;
  progress: (text: string) => void;
};

/** How many rows of what the sample has. */
export type SeedSummary = {
  members: number;
  messages: number;
  reports: number;
  cases: number;
  openCases: number;
  decisions: number;
  restrictions: number;
  appeals: number;
  openAppeals: number;
};

/** The sample is the same every time: all chance comes from here. */
const SEED = 20_261_120;
const FILLER: Actor = { kind: "system", id: "sample" };

/** The second policy version: fake accounts are looked at within a day, and the usual cap is lower. */
function changed(policy: Policy): Policy {
  return {
    ...policy,
    severityByCategory: { ...policy.severityByCategory, fake_account: "P1" },
    measures: { ...policy.measures, dailyCap: { ...policy.measures.dailyCap, default: 8 } },
  };
}

/** What the policy manager is working on: lower limits, not proposed yet. */
function drawDraft(world: World) {
  const base = world.policies.at(-1);
  const author = world.staff.find((person) => person.role === "policy_manager");
  if (!base || !author) throw new Error("the sample has no policy, or nobody to write one");
  const { policy, version } = base;
  const { D1, D9 } = policy.detectors;
  const editedAt = new Date(world.now.getTime() - 26 * 60_000);
  return {
    draftId: world.random.uuid(editedAt),
    version: version + 1,
    title: "Lower messaging limits",
    baseVersion: version,
    policy: {
      ...policy,
      detectors: { ...policy.detectors, D1: { ...D1, perDay: 80 }, D9: { ...D9, recipients: 15 } },
    },
    state: "editing",
    editedBy: [author.staffId],
    createdAt: new Date(editedAt.getTime() - DAY_MS),
    editedAt,
    revision: 3,
  };
}

async function drawWorld(size: SeedOptions["size"], now: Date): Promise<World> {
  const random = chance(SEED);
  const scale = SCALES[size];
  const startsAt = new Date(now.getTime() - scale.days * DAY_MS);
  const hiredAt = new Date(startsAt.getTime() - 60 * DAY_MS);
  const staff = SAMPLE_STAFF.map((person) => ({ ...person, staffId: random.uuid(hiredAt) }));
  const author = staff.find((person) => person.role === "policy_manager")?.staffId ?? "sample";
  const changedAt = new Date(now.getTime() - scale.days * POLICY_CHANGE_SHARE * DAY_MS);
  const members = drawMembers(random, scale, now, startsAt);
  return {
    random,
    scale,
    now,
    startsAt,
    // The name members read; links need the secret, the name does not.
    platformName: env({ LOCKKEEPER_SECRET: "-".repeat(32), ...process.env }).platform.name,
    staff,
    policies: [
      { version: 1, policy: DEFAULT_POLICY, publishedAt: hiredAt, publishedBy: "installer" },
      { version: 2, policy: changed(DEFAULT_POLICY), publishedAt: changedAt, publishedBy: author },
    ],
    members,
    memberById: new Map(members.map((member) => [member.memberId, member])),
    messages: [],
    bySender: new Map(),
    byConversation: new Map(),
    references: new Set(),
    memory: emptySampleMemory(),
    rows: {
      fingerprints: [],
      cases: [],
      snapshots: [],
      signals: [],
      reports: [],
      decisions: [],
      restrictions: [],
      decisionRestrictions: [],
      strikes: [],
      notices: [],
      tokens: [],
      emails: [],
      appeals: [],
      evidence: [],
      evidenceChunks: [],
      events: [],
      examples: [],
      locks: [],
      lockResponses: [],
      audit: [],
    },
  };
}

/** Links of members, as the services open them. Without the installation's secret there is none to make. */
function openLinks(world: World, progress: SeedOptions["progress"]): void {
  if (!process.env.LOCKKEEPER_SECRET) {
    progress("LOCKKEEPER_SECRET is not set: the sample's members get no links");
    return;
  }
  const { notices, appeals, reports, locks } = world.rows;
  const link = (purpose: TokenPurpose, memberId: string, targetId: string, createdAt: Date) => {
    const tokenHash = createHash("sha256").update(tokenFor(purpose, targetId)).digest();
    world.rows.tokens.push({ tokenHash, purpose, memberId, targetId, createdAt });
  };
  for (const notice of notices) link("notice", notice.memberId, notice.noticeId, notice.createdAt);
  for (const appeal of appeals) link("appeal", appeal.memberId, appeal.appealId, appeal.filedAt);
  for (const report of reports) link("receipt", report.reporterId, report.reportId, report.receivedAt);
  for (const lock of locks) {
    link("lock_recipient", lock.recipientId, lock.lockId, lock.lockedAt);
    link("lock_sender", lock.senderId, lock.lockId, lock.lockedAt);
  }
}

/** Numbers each member's events in order of time. */
function numberEvents(world: World) {
  const next = new Map<string, number>();
  const events = [...world.rows.events].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return events.map((event) => {
    const sequence = (next.get(event.memberId) ?? 0) + 1;
    next.set(event.memberId, sequence);
    const member = world.memberById.get(event.memberId);
    if (member) member.eventSequence = sequence;
    return { ...event, sequence };
  });
}

/** Draws the whole past: people, what they write, what is reported, what is decided. */
function live(world: World, progress: SeedOptions["progress"]): void {
  const reported = drawReportedCases(world, BRIGADE_DISMISSED);
  const waiting = drawProvocations(world);
  drawTalk(world);
  settle(world);
  const flagged = drawFlagged(world, waiting);
  const incidents = [...reported, ...flagged.incidents];
  progress(`${world.messages.length} messages of ${world.members.length} members are drawn`);
  const opened = incidents
    .sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime())
    .map((incident) => openCase(world, incident));
  drawLocks(world, flagged.held);
  playDocket(world, opened);
  for (const incident of drawEvaders(world)) openCase(world, incident);
  for (const person of world.staff) {
    const at = new Date(world.startsAt.getTime() - 60 * DAY_MS);
    note(
      world,
      {
        at,
        actorKind: "system",
        actorId: "sample",
        command: "staff.create",
        subjectType: "staff",
        subjectId: person.staffId,
      },
      { role: person.role },
    );
  }
  for (const { version, publishedAt, publishedBy } of world.policies.slice(1)) {
    note(
      world,
      {
        at: publishedAt,
        actorKind: "staff",
        actorId: publishedBy,
        command: "policy.publish",
        subjectType: "policy",
        subjectId: String(version),
      },
      {},
    );
  }
  world.rows.audit.sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
}

async function write(
  op: Operation,
  world: World,
  password: string,
  progress: SeedOptions["progress"],
): Promise<void> {
  const { rows } = world;
  const events = numberEvents(world);
  const hiredAt = new Date(world.startsAt.getTime() - 60 * DAY_MS);
  const hashes = await Promise.all(world.staff.map(() => hashPassword(password)));
  const staff = world.staff.map(({ share: _, accuracy: __, ...person }, place) => ({
    ...person,
    passwordHash: hashes[place],
    isActive: true,
    createdAt: hiredAt,
  }));
  await insertRows(op, "staff", staff);
  const published = await op.query<{ version: number }>(
    "sample_policies",
    "select version from policy_versions",
    [],
  );
  const isOnRecord = new Set(published.map((one) => one.version));
  await insertRows(
    op,
    "policy_versions",
    world.policies.filter((one) => !isOnRecord.has(one.version)),
  );
  await insertRows(op, "policy_drafts", [drawDraft(world)]);
  await insertRows(
    op,
    "members",
    world.members.map(({ language: _, given: __, habit: ___, ...member }) => member),
  );
  await insertRows(op, "member_fingerprints", rows.fingerprints);
  await insertRows(op, "messages", world.messages, (done) =>
    progress(`${done} of ${world.messages.length} messages`),
  );
  await insertRows(
    op,
    "message_keys",
    world.messages.map(({ messageId, senderId, sentAt }) => ({ messageId, senderId, sentAt })),
  );
  const remembered = stateRowsOf(world.memory);
  await insertRows(op, "send_counters", remembered.sendCounters);
  await insertRows(op, "sender_states", remembered.senderStates);
  await insertRows(op, "counterparts", remembered.counterparts);
  await insertRows(op, "conversations", remembered.conversations);
  const [appealCases, firstCases] = [true, false].map((wanted) =>
    rows.cases.filter((one) => (one.kind === "appeal") === wanted),
  );
  const [answers, firstDecisions] = [true, false].map((wanted) =>
    rows.decisions.filter((one) => (one.appealedDecisionId !== null) === wanted),
  );
  // The database checks that an appeal's decision exists and who heard it, so the order matters.
  await insertRows(op, "cases", firstCases ?? []);
  await insertRows(op, "content_examples", rows.examples);
  await insertRows(op, "locks", rows.locks);
  await insertRows(op, "lock_responses", rows.lockResponses);
  await insertRows(op, "signals", rows.signals);
  await insertRows(op, "reports", rows.reports, (done) =>
    progress(`${done} of ${rows.reports.length} reports`),
  );
  await insertRows(op, "decisions", firstDecisions ?? []);
  await insertRows(op, "cases", appealCases ?? []);
  await insertRows(op, "case_snapshots", rows.snapshots);
  await insertRows(op, "appeals", rows.appeals);
  await insertRows(op, "decisions", answers ?? []);
  await insertRows(op, "restrictions", rows.restrictions);
  await insertRows(op, "decision_restrictions", rows.decisionRestrictions);
  await insertRows(op, "strikes", rows.strikes);
  await insertRows(op, "notices", rows.notices);
  await insertRows(op, "access_tokens", rows.tokens);
  await insertRows(op, "emails", rows.emails);
  await insertRows(op, "evidence", rows.evidence);
  await insertRows(op, "evidence_chunks", rows.evidenceChunks);
  await insertRows(op, "outbox_events", events);
  await insertRows(op, "audit_entries", rows.audit, (done) =>
    progress(`${done} of ${rows.audit.length} audit entries`),
  );
}

async function prepare(database: Database, world: World): Promise<void> {
  const months: Date[] = [];
  const month = new Date(Date.UTC(world.startsAt.getUTCFullYear(), world.startsAt.getUTCMonth() - 3, 1));
  for (; month <= world.now; month.setUTCMonth(month.getUTCMonth() + 1)) months.push(new Date(month));
  await ensureMonths(database, "messages", months);
  await ensureMonths(database, "audit_entries", months);
}

/**
 * Chains the sample's audit entries. Entries wait while a transaction that began earlier runs anywhere on the server;
 * after ten seconds the rest is left to the console's own sealer.
 */
async function sealAll(database: Database, progress: SeedOptions["progress"]): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  while (performance.now() < giveUpAt) {
    const sealed = await sealAudit(database);
    if (sealed > 0) {
      progress(`${sealed} audit entries are sealed`);
      continue;
    }
    const { rows } = await database.pool.query(
      "select 1 from audit_entries e where not exists (select 1 from audit_chain c where c.entry_id = e.entry_id) limit 1",
    );
    if (rows.length === 0) return;
    await delay(50);
  }
}

/**
 * Fills an empty database with the sample platform: people, messages, reports, cases, decisions and appeals of the last
 * months, in one operation, so that it is there whole or not at all; then seals its audit entries. The same `now` and
 * size give the same platform, but for password hashes.
 *
 * Links of members are made with `LOCKKEEPER_SECRET`; without it there are none.
 * @throws when the database already has members or staff.
 */
export async function seed(url: string, options: SeedOptions): Promise<SeedSummary> {
  const { size, password, progress } = options;
  const database = connect(url, {
    max: 2,
    statementTimeoutMs: 120_000,
    applicationName: "lockkeeper-sample",
  });
  try {
    const { rows: found } = await database.pool.query<{ isTaken: boolean }>(
      'select exists (select 1 from members) or exists (select 1 from staff) as "isTaken"',
    );
    if (found[0]?.isTaken)
      throw new Error("the database is not empty: the sample platform goes into a new one only");
    const world = await drawWorld(size, options.now ?? new Date());
    live(world, progress);
    openLinks(world, progress);
    await prepare(database, world);
    const { rows } = world;
    const summary: SeedSummary = {
      members: world.members.length,
      messages: world.messages.length,
      reports: rows.reports.length,
      cases: rows.cases.length,
      openCases: rows.cases.filter((one) => one.state === "open").length,
      decisions: rows.decisions.length,
      restrictions: rows.restrictions.length,
      appeals: rows.appeals.length,
      openAppeals: rows.appeals.filter((one) => one.state === "received").length,
    };
    const filled = await runOperation(
      database,
      { actor: FILLER, command: "sample.fill", payload: { size } },
      async (op) => {
        await write(op, world, password, progress);
        op.audit({ subjectType: "sample", subjectId: size, data: summary });
        op.hint({ topic: "queue" });
        return ok(summary);
      },
    );
    if (!filled.ok) throw new Error(`the sample was refused: ${(filled.error as { code: string }).code}`);
    await sealAll(database, progress);
    return filled.value;
  } finally {
    await database.close();
  }
}
