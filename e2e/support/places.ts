import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readRows } from "./staff";

const APP = fileURLToPath(new URL("../../app", import.meta.url));

function addressesOf(file: string): string[] {
  return readdirSync(APP, { recursive: true, encoding: "utf8" })
    .map((path) => `/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(`/${file}`))
    .map((path) => path.slice(0, -file.length - 1).replaceAll(/\/\([^)]+\)/g, "") || "/")
    .sort();
}

/** Addresses of every page of the product, such as `/cases/[reference]`, from the files themselves. */
export const PAGES: readonly string[] = addressesOf("page.tsx");

/** Addresses of every route that needs a session, from the files themselves. */
export const CONSOLE_ROUTES: readonly string[] = addressesOf("route.ts").filter(
  (address) => address.startsWith("/api/console/") || address === "/api/events",
);

/** Records of the sample platform to fill addresses with. */
export type Records = {
  openCase: string;
  decidedCase: string;
  /** An open case about an account that detectors flagged, the one with the most signals. */
  flaggedCase: string;
  openAppeal: string;
  decidedAppeal: string;
  memberId: string;
  /** Notices: one that can still be appealed, one whose appeal was decided, overturned where there is one. */
  openNotice: string;
  appealedNotice: string;
  openAppealId: string;
  decidedAppealId: string;
  reportId: string;
  /** Version number of a draft somebody works on. */
  openDraft: string;
};

const QUESTIONS: Record<keyof Records, string> = {
  openCase: `select c.reference as found from cases c where c.state = 'open' and c.kind = 'reported_message'
    and (c.claim_expires_at is null or c.claim_expires_at < now()) order by c.report_count desc, c.case_id limit 1`,
  decidedCase: `select reference as found from cases where state = 'decided' and outcome = 'actioned'
    and kind = 'reported_message' order by report_count desc, case_id limit 1`,
  flaggedCase: `select c.reference as found from cases c where c.state = 'open' and c.kind = 'flagged_account'
    order by (select count(*) from signals s where s.member_id = c.member_id) desc, c.case_id limit 1`,
  openAppeal: `select c.reference as found from cases c join appeals a using (case_id) where c.state = 'open'
    order by exists (select 1 from evidence e where e.appeal_id = a.appeal_id) desc, c.case_id limit 1`,
  decidedAppeal: `select reference as found from cases where state = 'decided' and kind = 'appeal' order by case_id limit 1`,
  memberId: `select member_id as found from restrictions where lifted_at is null group by member_id
    order by count(*) desc, member_id limit 1`,
  openNotice: `select n.notice_id as found from notices n join decisions d using (decision_id)
    where n.kind = 'decision' and d.outcome = 'actioned' and d.decided_at > now() - interval '100 days'
      and not exists (select 1 from appeals a where a.decision_id = d.decision_id)
    order by d.decided_at desc, n.notice_id limit 1`,
  appealedNotice: `select notice_id as found from appeals where state = 'decided'
    order by outcome = 'overturned' desc, appeal_id limit 1`,
  openAppealId: `select appeal_id as found from appeals where state = 'received' order by appeal_id limit 1`,
  decidedAppealId: `select appeal_id as found from appeals where state = 'decided'
    order by outcome = 'overturned' desc, appeal_id limit 1`,
  reportId: `select report_id as found from reports where state = 'upheld' order by report_id limit 1`,
  openDraft: `select version::text as found from policy_drafts where state = 'editing' order by version limit 1`,
};

/** Finds a record of the sample for each need. @throws when the sample has none. */
export async function findRecords(): Promise<Records> {
  const found = await Promise.all(
    Object.entries(QUESTIONS).map(async ([need, question]) => {
      const [row] = await readRows<{ found: string }>(question);
      if (!row) throw new Error(`the sample platform has no ${need}`);
      return [need, row.found] as const;
    }),
  );
  return Object.fromEntries(found) as Records;
}
