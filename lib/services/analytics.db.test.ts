import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { seed } from "@/db/seed/seed";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeOpenCases } from "@/db/testing/queue-cases";
import { PERIOD_DAYS } from "@/lib/contracts/analytics";
import { CASE_KINDS, type CaseKind } from "@/lib/domain/case";
import { periodEnding, SMALL_CELL, utcDays } from "@/lib/domain/figures";
import { listFigureRows, viewAnalytics } from "./analytics";

/** Everything raw, so that each figure is counted again with plain loops. */
type Raw = {
  cases: Map<string, { kind: CaseKind; category: string; openedAt: Date; dueAt: Date }>;
  decisions: Map<
    string,
    {
      caseId: string;
      decidedAt: Date;
      outcome: string;
      measures: { measure: string }[];
      appealed: string | null;
    }
  >;
  reports: { caseId: string; receivedAt: Date }[];
  appeals: { decisionId: string; filedAt: Date }[];
};

let fixture: TestDatabase;
let database: Database;
let raw: Raw;
const now = new Date();

async function rowsOf<R>(query: string): Promise<R[]> {
  return (await database.db.execute(sql.raw(query))).rows as R[];
}

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  fixture = await createTestDatabase();
  await seed(fixture.url, { size: "small", password: "sample password", now, progress: () => {} });
  database = connect(fixture.url);
  const cases = await rowsOf<{
    case_id: string;
    kind: CaseKind;
    category: string;
    opened_at: Date;
    due_at: Date;
  }>("select case_id, kind, category, opened_at, due_at from cases");
  const decisions = await rowsOf<{
    decision_id: string;
    case_id: string;
    decided_at: Date;
    outcome: string;
    measures: { measure: string }[];
    appealed_decision_id: string | null;
  }>("select * from decisions");
  const reports = await rowsOf<{ case_id: string; received_at: Date }>(
    "select case_id, received_at from reports",
  );
  const appeals = await rowsOf<{ decision_id: string; filed_at: Date }>(
    "select decision_id, filed_at from appeals",
  );
  raw = {
    cases: new Map(
      cases.map((one) => [
        one.case_id,
        {
          kind: one.kind,
          category: one.category,
          openedAt: new Date(one.opened_at),
          dueAt: new Date(one.due_at),
        },
      ]),
    ),
    decisions: new Map(
      decisions.map((one) => [
        one.decision_id,
        {
          caseId: one.case_id,
          decidedAt: new Date(one.decided_at),
          outcome: one.outcome,
          measures: one.measures,
          appealed: one.appealed_decision_id,
        },
      ]),
    ),
    reports: reports.map((one) => ({ caseId: one.case_id, receivedAt: new Date(one.received_at) })),
    appeals: appeals.map((one) => ({ decisionId: one.decision_id, filedAt: new Date(one.filed_at) })),
  };
});

afterAll(async () => {
  await database.close();
  await fixture.drop();
});

/** Linear interpolation between the two nearest ranks, as the definition of a percentile has it. */
function percentile(values: number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

function bruteForce(days: number, kind: CaseKind | null) {
  const { from, to } = periodEnding(now, days);
  const length = to.getTime() - from.getTime();
  const isWithin = (at: Date, start = from, end = to) => at >= start && at < end;
  const isKind = (caseId: string) => kind === null || raw.cases.get(caseId)?.kind === kind;
  const isOrigin = (decisionId: string) => {
    const origin = raw.decisions.get(decisionId)?.caseId ?? "";
    return kind === null || kind === "appeal" || raw.cases.get(origin)?.kind === kind;
  };
  const on = (day: string, at: Date) => at.toISOString().startsWith(day);
  const all = [...raw.decisions.values()];
  const decided = all.filter((one) => isWithin(one.decidedAt) && isKind(one.caseId));
  const earlier = all.filter(
    (one) => isWithin(one.decidedAt, new Date(from.getTime() - length), from) && isKind(one.caseId),
  );
  const opened = [...raw.cases].filter(([caseId, one]) => isWithin(one.openedAt) && isKind(caseId));
  const reports = raw.reports.filter((one) => isWithin(one.receivedAt) && isKind(one.caseId));
  const filed = raw.appeals.filter((one) => isWithin(one.filedAt) && isOrigin(one.decisionId));
  const heard = all.filter(
    (one) => one.appealed !== null && isWithin(one.decidedAt) && isOrigin(one.appealed),
  );
  const granted = heard.filter((one) => one.outcome !== "upheld");
  const minutes = (ones: typeof decided) =>
    ones.map(
      (one) => (one.decidedAt.getTime() - (raw.cases.get(one.caseId)?.openedAt.getTime() ?? 0)) / 60_000,
    );
  const measures = (ones: typeof decided) =>
    ones
      .filter((one) => one.outcome === "actioned")
      .flatMap((one) => one.measures.map(({ measure }) => measure));
  return { from, to, on, decided, earlier, opened, reports, filed, heard, granted, minutes, measures };
}

const filters = PERIOD_DAYS.flatMap((days) => [null, ...CASE_KINDS].map((kind) => ({ days, kind })));

describe("every figure equals a count over raw rows", () => {
  test("the sample has something to count", () => {
    const { decided, filed, heard, reports } = bruteForce(120, null);
    expect(Math.min(decided.length, filed.length, heard.length, reports.length)).toBeGreaterThan(0);
  });

  test.each(filters)("%j", async (filter) => {
    const view = await viewAnalytics(database, filter, now);
    const brute = bruteForce(filter.days, filter.kind);
    expect(view.decided).toEqual({ now: brute.decided.length, before: brute.earlier.length });
    const [median, p90] = [
      percentile(brute.minutes(brute.decided), 0.5),
      percentile(brute.minutes(brute.decided), 0.9),
    ];
    if (median === null || p90 === null) expect(view.minutesToDecision).toEqual({ median: null, p90: null });
    else {
      expect(view.minutesToDecision.median).toBeCloseTo(median, 6);
      expect(view.minutesToDecision.p90).toBeCloseTo(p90, 6);
    }
    const missed = brute.decided.filter((one) => one.decidedAt > (raw.cases.get(one.caseId)?.dueAt ?? now));
    expect(view.dueMissed?.successes ?? 0).toBe(missed.length);
    expect(view.dueMissed?.n ?? 0).toBe(brute.decided.length);
    expect(view.overturned?.successes ?? 0).toBe(brute.granted.length);
    expect(view.overturned?.n ?? 0).toBe(brute.heard.length);

    expect(view.perDay.map((one) => one.day)).toEqual(utcDays(brute.from, brute.to));
    for (const one of view.perDay) {
      const decidedToday = brute.decided.filter((decision) => brute.on(one.day, decision.decidedAt));
      expect({ ...one, medianMinutes: 0, p90Minutes: 0 }).toEqual({
        day: one.day,
        reports: brute.reports.filter((report) => brute.on(one.day, report.receivedAt)).length,
        opened: brute.opened.filter(([, found]) => brute.on(one.day, found.openedAt)).length,
        decided: decidedToday.length,
        medianMinutes: 0,
        p90Minutes: 0,
        appealsFiled: brute.filed.filter((appeal) => brute.on(one.day, appeal.filedAt)).length,
        appealsOverturned: brute.granted.filter((decision) => brute.on(one.day, decision.decidedAt)).length,
      });
      expect(one.medianMinutes ?? -1).toBeCloseTo(percentile(brute.minutes(decidedToday), 0.5) ?? -1, 6);
      expect(one.p90Minutes ?? -1).toBeCloseTo(percentile(brute.minutes(decidedToday), 0.9) ?? -1, 6);
    }

    const first = brute.decided.filter((one) => one.outcome === "actioned" || one.outcome === "dismissed");
    for (const one of view.outcomes) {
      const inCategory = first.filter(
        (decision) => raw.cases.get(decision.caseId)?.category === one.category,
      );
      if (one.decided === null) expect(one.share).toBeNull();
      else {
        expect(one.decided).toBe(inCategory.length);
        expect(one.decided).toBeGreaterThanOrEqual(SMALL_CELL);
        expect(one.share?.successes).toBe(
          inCategory.filter((decision) => decision.outcome === "actioned").length,
        );
      }
    }
    for (const one of view.measures) {
      expect(one.now).toBe(brute.measures(brute.decided).filter((measure) => measure === one.measure).length);
      expect(one.before).toBe(
        brute.measures(brute.earlier).filter((measure) => measure === one.measure).length,
      );
    }
    expect(view.counts.measures).toBe(brute.measures(brute.decided).length);
  });

  test.each(["decided", "opened", "appeals"] as const)(
    "the rows behind %s are as many as the figure",
    async (of) => {
      const view = await viewAnalytics(database, { days: 120, kind: null }, now);
      const expected = {
        decided: view.decided.now,
        opened: view.counts.opened,
        appeals: view.counts.appealsFiled,
      }[of];
      const seen: string[] = [];
      let before: string | null = null;
      do {
        const found: Awaited<ReturnType<typeof listFigureRows>> = await listFigureRows(
          database,
          { days: 120, kind: null, of, before },
          now,
        );
        seen.push(...found.rows.map((row) => row.reference));
        before = found.next;
      } while (before);
      expect(seen).toHaveLength(expected);
      expect(new Set(seen).size).toBe(expected);
    },
  );
});

test("more rows than a page holds: each once, and a place that was not given out here is the beginning", async () => {
  const openedAt = (n: number) => new Date(now.getTime() - (n % 7) * 60_000);
  await makeOpenCases(
    database,
    Array.from({ length: 250 }, (_, n) => ({ openedAt: openedAt(n) })),
  );
  const filter = { days: 7 as const, kind: null, of: "opened" as const };
  const first = await listFigureRows(database, { ...filter, before: null }, now);
  const seen: string[] = [];
  for (let page = first; ; page = await listFigureRows(database, { ...filter, before: page.next }, now)) {
    seen.push(...page.rows.map((row) => row.reference));
    if (page.next === null) break;
    expect(page.rows).toHaveLength(100);
  }
  expect(seen.length).toBeGreaterThanOrEqual(250);
  expect(new Set(seen).size).toBe(seen.length);
  for (const before of [`2026-11-20T00:00:00.000Z~${"-".repeat(36)}`, "x.y", `${first.next}x`, "~"]) {
    expect(await listFigureRows(database, { ...filter, before }, now)).toEqual(first);
  }
});
