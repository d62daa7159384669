import type { Ask } from "./ask";

export type QueueFigures = {
  openCases: number;
  overdueCases: number;
  oldestCaseSeconds: number;
  unsealedEntries: number;
  queuedEmails: number;
};

const FIGURES = `
  select c.open as "openCases", c.overdue as "overdueCases", c.oldest as "oldestCaseSeconds",
    (select count(*)::int from audit_entries where xid > coalesce(
      (select xid from audit_chain order by seq desc limit 1), '0'::xid8)) as "unsealedEntries",
    (select count(*)::int from emails where state = 'queued') as "queuedEmails"
  from (select count(*)::int as open, count(*) filter (where due_at < now())::int as overdue,
      coalesce(extract(epoch from now() - min(opened_at)), 0)::float8 as oldest
    from cases where state = 'open') c`;

/** The figures an operator watches. */
export async function findQueueFigures(ask: Ask): Promise<QueueFigures> {
  const [row] = await ask<QueueFigures>("metrics_figures", FIGURES, []);
  if (!row) throw new Error("no figures");
  return row;
}
