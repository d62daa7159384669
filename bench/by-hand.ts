import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import {
  closeCase,
  closeReports,
  findAddressee,
  INSERT_DECISION,
  INSERT_DECISION_RESTRICTIONS,
  INSERT_EMAIL,
  INSERT_NOTICE,
  INSERT_RESTRICTION,
  INSERT_STRIKE,
  listRunningRestrictions,
  lockCase,
  lockMember,
} from "@/db/queries/decision";
import {
  findAccused,
  hasOpenReport,
  joinCase,
  listContext,
  lockOpenCase,
  openCase,
  type Subject,
} from "@/db/queries/report";
import { drawReference } from "@/lib/services/case-reference";

/** The rows an operation leaves, in one plain transaction by prepared statements: what somebody writes without us. */
type Hand = {
  operationId: string;
  at: Date;
  query: <R>(name: string, text: string, values: unknown[]) => Promise<R[]>;
  /** Independent statements: at once where the connection pipelines, else one after the other. */
  together<T extends (() => Promise<unknown>)[]>(
    ...steps: T
  ): Promise<{ [K in keyof T]: Awaited<ReturnType<T[K]>> }>;
};

const INSERT_OPERATION = `insert into operations (operation_id, actor_kind, actor_id, command, payload_hash, is_done, result)
  values ($1, $2, $3, $4, $5, true, $6)`;
const INSERT_AUDIT = `insert into audit_entries (entry_id, at, actor_kind, actor_id, command, subject_type, subject_id, data, op_id)
  values ($1,$2,$3,$4,$5,'case',$6,$7,$8)`;
const NUMBER_EVENTS = `update members set event_sequence = event_sequence + $2, op_id = $3 where member_id = $1
  returning event_sequence::int as last`;
const INSERT_EVENTS = `insert into outbox_events (member_id, sequence, event_id, type, payload, created_at, op_id)
  select $1, $2 + n, id, type, payload::jsonb, $6, $7
  from unnest($3::uuid[], $4::text[], $5::text[]) with ordinality as e (id, type, payload, n)`;
const ADD_JOB = "select app.add_job($1, $2::json, null, $3, null)";
const NOTIFY = "select pg_notify('lockkeeper', hint) from unnest($1::text[]) hint";
const HASH = createHash("sha256").update("the same for everybody").digest("hex");

async function byHand<T>(database: Database, work: (hand: Hand) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    const query: Hand["query"] = async (name, text, values) =>
      (await client.query({ name, text, values })).rows as never;
    const together = async (...steps: (() => Promise<unknown>)[]) => {
      if (client.pipeline) return Promise.all(steps.map((step) => step()));
      const answers: unknown[] = [];
      for (const step of steps) answers.push(await step());
      return answers;
    };
    return await work({
      operationId: uuidv7(),
      at: new Date(),
      query,
      together: together as Hand["together"],
    });
  } finally {
    client.release();
  }
}

const begin = (hand: Hand) => () => hand.query("", "begin", []);
const commit = (hand: Hand) => () => hand.query("", "commit", []);

/** The rows every operation leaves beside its business: ledger, audit entry, wake-up of the open consoles. */
function trail(
  hand: Hand,
  actor: [kind: string, id: string],
  command: string,
  caseId: string,
  data: object,
  hints: object[],
): (() => Promise<unknown>)[] {
  const { operationId, at } = hand;
  return [
    () => hand.query("op", INSERT_OPERATION, [operationId, ...actor, command, HASH, '{"v":{}}']),
    () =>
      hand.query("audit", INSERT_AUDIT, [
        uuidv7(),
        at,
        ...actor,
        command,
        caseId,
        JSON.stringify(data),
        operationId,
      ]),
    () => hand.query("notify", NOTIFY, [hints.map((hint) => JSON.stringify(hint))]),
  ];
}

async function tell(hand: Hand, memberId: string, events: [type: string, payload: object][]): Promise<void> {
  const [row] = await hand.query<{ last: number }>("events_number", NUMBER_EVENTS, [
    memberId,
    events.length,
    hand.operationId,
  ]);
  if (!row) throw new Error("no such member");
  // biome-ignore format: the order of INSERT_EVENTS
  await hand.query("events_insert", INSERT_EVENTS, [
    memberId, row.last - events.length, events.map(() => uuidv7()), events.map(([type]) => type),
    events.map(([, payload]) => JSON.stringify(payload)), hand.at, hand.operationId,
  ]);
}

const CLAIM_NEXT = `with held as (
    select case_id from cases where state = 'open' and claimed_by = $1 and claim_expires_at > $2
    order by due_at, case_id limit 1 for update),
  free as (
    select case_id from cases where state = 'open' and (claimed_by is null or claim_expires_at <= $2)
      and not ($1 = any(excluded_staff_ids)) and not exists (select 1 from held)
    order by due_at, case_id limit 1 for update skip locked),
  picked as (select case_id from held union all select case_id from free)
  update cases c set claimed_by = $1, claim_expires_at = $3, claimed_at = $2, op_id = $4 from picked
  where c.case_id = picked.case_id returning c.case_id as "caseId", c.version`;

export type HeldCase = { caseId: string; version: number };

/** "Review next". */
export function claimByHand(database: Database, staffId: string): Promise<HeldCase> {
  return byHand(database, async (hand) => {
    const until = new Date(hand.at.getTime() + 900_000);
    const [, , found] = await hand.together(
      begin(hand),
      () => hand.query("person", "select pg_advisory_xact_lock(hashtextextended($1, 2))", [staffId]),
      () => hand.query<HeldCase>("claim", CLAIM_NEXT, [staffId, hand.at, until, hand.operationId]),
    );
    const [taken] = found;
    if (!taken) throw new Error("the queue is empty");
    const data = { isRenewal: false, isNext: true };
    const hints = [{ topic: "queue", id: taken.caseId }];
    await hand.together(
      ...trail(hand, ["staff", staffId], "case.claim", taken.caseId, data, hints),
      commit(hand),
    );
    return taken;
  });
}

/** What stays the same in every decision by hand: built once, so that only SQL is measured. */
export type DecisionTemplate = {
  notice: string;
  measures: string;
  scopeCells: number[];
  audienceKey: string;
  channels: string[];
  directions: string[];
};

/** A temporary block of 48 hours with strike, notice, link and e-mail. */
export function decideByHand(
  database: Database,
  staffId: string,
  held: HeldCase,
  template: DecisionTemplate,
): Promise<void> {
  return byHand(database, async (hand) => {
    const { query, at, operationId: opId } = hand;
    const { caseId, version } = held;
    const [, found] = await hand.together(begin(hand), () => lockCase(query, caseId));
    if (found?.claimedBy !== staffId || found.version !== version) throw new Error("not ours");
    const { memberId, reference } = found;
    const [decisionId, restrictionId, noticeId, emailId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const [, member, , reportIds] = await hand.together(
      () => lockMember(query, memberId),
      () => findAddressee(query, memberId),
      () => listRunningRestrictions(query, memberId, at),
      () => closeReports(query, { caseId, state: "upheld", at, opId }),
      () => closeCase(query, { caseId, version, outcome: "actioned", at, opId }),
      // biome-ignore format: the order of INSERT_DECISION
      () => query("decision", INSERT_DECISION, [
        decisionId, caseId, version, memberId, staffId, at, "actioned", template.measures, "4.2", 1,
        "The same text to 57 people.", "The same text to many.", opId,
      ]),
    );
    const endsAt = new Date(at.getTime() + 48 * 3_600_000);
    const expiresAt = new Date(at.getTime() + 180 * 86_400_000);
    const tokenHash = createHash("sha256").update(noticeId).digest();
    const data = {
      reference,
      decisionId,
      version,
      outcome: "actioned",
      memberId,
      restrictionIds: [restrictionId],
      noticeId,
    };
    const hints = ["queue", "case", "analytics", "account"].map((topic) => ({ topic, id: caseId }));
    await hand.together(
      // biome-ignore format: the order of INSERT_RESTRICTION
      () => query("restriction", INSERT_RESTRICTION, [
        memberId, restrictionId, decisionId, "temporary_block", template.channels, template.directions, "anyone", [],
        template.scopeCells, template.audienceKey, null, at, endsAt, "4.2", 1, null, null, null, opId,
      ]),
      () =>
        query("touched", INSERT_DECISION_RESTRICTIONS, [
          decisionId,
          memberId,
          [restrictionId],
          ["created"],
          opId,
        ]),
      () => query("strike", INSERT_STRIKE, [memberId, uuidv7(), decisionId, 1, at, expiresAt, opId]),
      () =>
        query("notice", INSERT_NOTICE, [
          memberId,
          noticeId,
          decisionId,
          "decision",
          template.notice,
          "en",
          at,
          opId,
        ]),
      () =>
        query(
          "token",
          "insert into access_tokens (token_hash, purpose, member_id, target_id, created_at, op_id) values ($1,'notice',$2,$3,$4,$5)",
          [tokenHash, memberId, noticeId, at, opId],
        ),
      () => query("email", INSERT_EMAIL, [emailId, memberId, noticeId, member?.email, at, opId]),
      () =>
        tell(hand, memberId, [
          ...reportIds.map((reportId): [string, object] => [
            "report.decided",
            { reportId, caseId, outcome: "actioned" },
          ]),
          ["restriction.created", { restrictionId, decisionId, measure: "temporary_block" }],
          ["notice.created", { noticeId, decisionId }],
        ]),
      () => query("job", ADD_JOB, ["send_email", JSON.stringify({ emailId }), `email:${emailId}`]),
      ...trail(hand, ["staff", staffId], "case.decide", caseId, data, hints),
    );
    await commit(hand)();
  });
}

const WHY = { code: "first_report", hours: 72, at: "2026-01-01T00:00:00.000Z" } as never;

/** Files a report about a message: opens a case with its snapshot, or joins the open one. */
export function reportByHand(
  database: Database,
  report: { id: string; reporterId: string; messageId: string },
): Promise<void> {
  return byHand(database, async (hand) => {
    const subject: Subject = { kind: "reported_message", type: "message", id: report.messageId };
    const [, found, , accused, context] = await hand.together(
      begin(hand),
      () => lockOpenCase(hand as never, subject),
      () => hasOpenReport(hand as never, report.reporterId, subject),
      () => findAccused(hand as never, subject),
      () => listContext(hand as never, subject),
    );
    if (!accused) throw new Error("no such message");
    const { memberId } = accused;
    const row = {
      reportId: report.id,
      reporterId: report.reporterId,
      memberId,
      category: "spam",
      note: null,
      source: null,
    } as const;
    const dueAt = new Date(hand.at.getTime() + 72 * 3_600_000);
    const caseId = found?.caseId ?? uuidv7();
    const reported = context.find((one) => one.messageId === report.messageId) ?? null;
    const snapshot = { reported, context, degree: reported?.degree ?? null, member: accused } as never;
    const tokenHash = createHash("sha256").update(report.id).digest();
    await hand.together(
      () =>
        found
          ? joinCase(hand as never, subject, row, { ...found, reportCount: found.reportCount + 1 })
          : openCase(
              hand as never,
              {
                caseId,
                reference: drawReference("CS"),
                kind: subject.kind,
                subject,
                member: accused,
                severity: "P2",
                category: "spam",
                channel: "chat",
                language: "en",
                dueAt,
                why: WHY,
                reportCount: 1,
                strongestSignal: null,
                snapshot,
              },
              row,
            ),
      () =>
        hand.query(
          "token_receipt",
          "insert into access_tokens (token_hash, purpose, member_id, target_id, created_at, op_id) values ($1,'receipt',$2,$3,$4,$5)",
          [tokenHash, report.reporterId, report.id, hand.at, hand.operationId],
        ),
      () => tell(hand, memberId, [["report.received", { reportId: report.id, caseId, category: "spam" }]]),
      ...trail(
        hand,
        ["api_key", "bench"],
        "report.receive",
        caseId,
        { reportId: report.id, category: "spam" },
        [{ topic: "queue", id: caseId }],
      ),
    );
    await commit(hand)();
  });
}
