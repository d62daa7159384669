import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { findQueueFigures } from "@/db/queries/metrics";

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Counter({
  name: "lockkeeper_api_requests_total",
  help: "Requests to the platform's API, by endpoint and status.",
  labelNames: ["endpoint", "status"],
  registers: [registry],
});
const durations = new Histogram({
  name: "lockkeeper_api_request_seconds",
  help: "Time to answer a request to the platform's API, seconds.",
  labelNames: ["endpoint"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
});
const gauges = {
  openCases: gauge("lockkeeper_cases_open", "Cases that wait for a decision."),
  overdueCases: gauge("lockkeeper_cases_overdue", "Open cases past their due time."),
  oldestCaseSeconds: gauge("lockkeeper_case_oldest_age_seconds", "Age of the oldest open case."),
  unsealedEntries: gauge("lockkeeper_audit_unsealed_entries", "Audit entries that are not chained yet."),
  queuedEmails: gauge("lockkeeper_emails_queued", "E-mails that wait to be sent."),
  poolTotal: gauge("lockkeeper_db_connections", "Connections to the database."),
  poolWaiting: gauge("lockkeeper_db_waiting", "Requests that wait for a connection."),
};

function gauge(name: string, help: string): Gauge {
  return new Gauge({ name, help, registers: [registry] });
}

/** Counts one answered request of the API. */
export function countRequest(endpoint: string, status: number, seconds: number): void {
  requests.inc({ endpoint, status: String(status) });
  durations.observe({ endpoint }, seconds);
}

/** All figures of this process and of the queue, as Prometheus reads them. */
export async function renderMetrics(
  database: Pick<Database, "pool">,
): Promise<{ type: string; text: string }> {
  const figures = await findQueueFigures(asking(database));
  gauges.openCases.set(figures.openCases);
  gauges.overdueCases.set(figures.overdueCases);
  gauges.oldestCaseSeconds.set(figures.oldestCaseSeconds);
  gauges.unsealedEntries.set(figures.unsealedEntries);
  gauges.queuedEmails.set(figures.queuedEmails);
  gauges.poolTotal.set(database.pool.totalCount);
  gauges.poolWaiting.set(database.pool.waitingCount);
  return { type: registry.contentType, text: await registry.metrics() };
}
