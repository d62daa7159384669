import { connect } from "@/db/connect";
import { listQueueCases } from "@/db/queries/queue";
import { NO_FILTER } from "@/lib/contracts/queue";
import { median, quantile } from "./measure";
import { KIND, type Platform, uuidOf } from "./platform";

/** One page of the queue at some depth. `sqlMs`: execution time by EXPLAIN ANALYZE; `index`: what it was read by. */
export type QueuePageFigures = { depth: number; sqlMs: number; p99: number; index: string; rows: number };

const PAGE = 50;
const REPEATS = 25;

type Plan = { "Node Type": string; "Index Name"?: string; Plans?: Plan[] };
function indexesOf(plan: Plan): string[] {
  return [...(plan["Index Name"] ? [plan["Index Name"]] : []), ...(plan.Plans ?? []).flatMap(indexesOf)];
}

/**
 * The queue's own statement, at the beginning and behind `depth` earlier cases. The statement is caught on its way to
 * the database, so that what is explained is what the product sends.
 */
export async function measureQueuePage(
  platform: Platform,
  depths: readonly number[],
): Promise<QueuePageFigures[]> {
  const database = connect(platform.url, { max: 1, statementTimeoutMs: 0 });
  const client = await database.pool.connect();
  const found: QueuePageFigures[] = [];
  try {
    for (const depth of depths) {
      const { rows: cursors } = await client.query(
        `select due_at as "dueAt", case_id as "caseId" from cases where state = 'open' order by due_at, case_id offset $1 limit 1`,
        [depth],
      );
      const after = depth === 0 ? null : (cursors[0] ?? null);
      if (depth > 0 && after === null) continue;
      let statement = { text: "", values: [] as unknown[] };
      const catching = {
        query: async (asked: typeof statement) => {
          statement = asked;
          return { rows: [] };
        },
      };
      const reader = { staffId: uuidOf(KIND.staff, 1), at: new Date() };
      const asked = { filter: NO_FILTER, kinds: null, reader, after, limit: PAGE };
      await listQueueCases(catching as never, asked);
      const times: number[] = [];
      let plan: Plan | undefined;
      for (let nth = 0; nth < REPEATS; nth++) {
        const explained = {
          text: `explain (analyze, format json) ${statement.text}`,
          values: statement.values,
        };
        const { rows } = await client.query(explained);
        const [answer] = rows[0]["QUERY PLAN"];
        times.push(answer["Execution Time"]);
        plan = answer.Plan;
      }
      const page = await listQueueCases(client as never, asked);
      found.push({
        depth,
        sqlMs: median(times),
        p99: quantile(times, 0.99),
        index: plan ? (indexesOf(plan).find((name) => name.startsWith("cases")) ?? "none") : "none",
        rows: page.length,
      });
    }
  } finally {
    client.release(true);
    await database.close();
  }
  return found;
}
