import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect";
import { appeals, evidence } from "../schema/appeals";
import { cases } from "../schema/cases";
import { emails, notices } from "../schema/notices";
import { reports } from "../schema/reports";
import { restrictions } from "../schema/restrictions";

type Reader = Pick<Database, "db">;

/** A notice with its appeal, if there is one; null when there is no such notice. */
export async function findNotice({ db }: Reader, memberId: string, noticeId: string) {
  const [found] = await db
    .select({
      noticeId: notices.noticeId,
      memberId: notices.memberId,
      decisionId: notices.decisionId,
      kind: notices.kind,
      content: notices.content,
      createdAt: notices.createdAt,
      readAt: notices.readAt,
      acknowledgedAt: notices.acknowledgedAt,
      appealId: appeals.appealId,
      appealState: appeals.state,
      appealOutcome: appeals.outcome,
      appealFiledAt: appeals.filedAt,
    })
    .from(notices)
    .leftJoin(appeals, eq(appeals.decisionId, notices.decisionId))
    .where(and(eq(notices.memberId, memberId), eq(notices.noticeId, noticeId)));
  return found ?? null;
}

/** What a member is limited by at an instant, warnings left out, earliest first. */
export async function listInForce({ db }: Reader, memberId: string, at: Date) {
  return db
    .select({
      measure: restrictions.measure,
      channels: restrictions.channels,
      directions: restrictions.directions,
      audience: restrictions.audience,
      capPerDay: restrictions.capPerDay,
      startsAt: restrictions.startsAt,
      endsAt: restrictions.endsAt,
      decisionId: restrictions.decisionId,
    })
    .from(restrictions)
    .where(
      and(
        eq(restrictions.memberId, memberId),
        isNull(restrictions.liftedAt),
        sql`${restrictions.startsAt} <= ${at.toISOString()}::timestamptz`,
        sql`(${restrictions.endsAt} is null or ${restrictions.endsAt} > ${at.toISOString()}::timestamptz)`,
        sql`${restrictions.measure} <> 'warning'`,
      ),
    )
    .orderBy(asc(restrictions.startsAt), asc(restrictions.restrictionId));
}

/** Files added to a notice and not yet sent with an appeal. */
export async function listDrafts({ db }: Reader, memberId: string, noticeId: string) {
  return db
    .select({
      evidenceId: evidence.evidenceId,
      fileName: evidence.fileName,
      contentType: evidence.contentType,
      sizeBytes: evidence.sizeBytes,
    })
    .from(evidence)
    .where(and(eq(evidence.noticeId, noticeId), eq(evidence.memberId, memberId), isNull(evidence.appealId)))
    .orderBy(asc(evidence.uploadedAt), asc(evidence.evidenceId));
}

/** An appeal as the member follows it; null when there is none. */
export async function findAppealStatus({ db }: Reader, memberId: string, appealId: string) {
  const [found] = await db
    .select({
      appealId: appeals.appealId,
      state: appeals.state,
      outcome: appeals.outcome,
      reply: appeals.reply,
      filedAt: appeals.filedAt,
      dueAt: appeals.dueAt,
      decidedAt: appeals.decidedAt,
      noticeId: appeals.noticeId,
      reference: cases.reference,
      claimedAt: cases.claimedAt,
      claimExpiresAt: cases.claimExpiresAt,
      content: notices.content,
    })
    .from(appeals)
    .innerJoin(cases, eq(cases.caseId, appeals.caseId))
    .innerJoin(notices, and(eq(notices.memberId, appeals.memberId), eq(notices.noticeId, appeals.noticeId)))
    .where(and(eq(appeals.appealId, appealId), eq(appeals.memberId, memberId)));
  return found ?? null;
}

/** A report as its receipt shows it; null when there is none. */
export async function findReceipt({ db }: Reader, reportId: string) {
  const [found] = await db
    .select({
      reportId: reports.reportId,
      category: reports.category,
      subjectType: reports.subjectType,
      receivedAt: reports.receivedAt,
      state: reports.state,
      decidedAt: reports.decidedAt,
      caseState: cases.state,
      claimExpiresAt: cases.claimExpiresAt,
      dueAt: cases.dueAt,
    })
    .from(reports)
    .innerJoin(cases, eq(cases.caseId, reports.caseId))
    .where(eq(reports.reportId, reportId));
  return found ?? null;
}

/** An e-mail with the notice it carries; null when there is none. */
export async function findEmail({ db }: Reader, emailId: string) {
  const [found] = await db
    .select({
      emailId: emails.emailId,
      memberId: emails.memberId,
      noticeId: emails.noticeId,
      toAddress: emails.toAddress,
      state: emails.state,
      attempts: emails.attempts,
      lastError: emails.lastError,
      createdAt: emails.createdAt,
      sentAt: emails.sentAt,
      kind: notices.kind,
      decisionId: notices.decisionId,
      content: notices.content,
    })
    .from(emails)
    .innerJoin(notices, and(eq(notices.memberId, emails.memberId), eq(notices.noticeId, emails.noticeId)))
    .where(eq(emails.emailId, emailId));
  return found ?? null;
}

/** The appeal against a decision; null when there is none. */
export async function findAppealIdOf({ db }: Reader, decisionId: string): Promise<string | null> {
  const [found] = await db
    .select({ appealId: appeals.appealId })
    .from(appeals)
    .where(eq(appeals.decisionId, decisionId));
  return found?.appealId ?? null;
}

/** Where a list of e-mails goes on: the last row seen. */
export type EmailCursor = { createdAt: Date; emailId: string };

/** E-mails, newest first, after a cursor. */
export async function listEmails({ db }: Reader, after: EmailCursor | null, limit: number) {
  return db
    .select({
      emailId: emails.emailId,
      memberId: emails.memberId,
      toAddress: emails.toAddress,
      state: emails.state,
      attempts: emails.attempts,
      lastError: emails.lastError,
      createdAt: emails.createdAt,
      sentAt: emails.sentAt,
      kind: notices.kind,
      content: notices.content,
    })
    .from(emails)
    .innerJoin(notices, and(eq(notices.memberId, emails.memberId), eq(notices.noticeId, emails.noticeId)))
    .where(
      after
        ? sql`(${emails.createdAt}, ${emails.emailId}) < (${after.createdAt.toISOString()}::timestamptz, ${after.emailId}::uuid)`
        : undefined,
    )
    .orderBy(desc(emails.createdAt), desc(emails.emailId))
    .limit(limit);
}
