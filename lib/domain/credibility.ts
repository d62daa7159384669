import { groupLinked, type Link } from "./linked-accounts";

/** How often a person was right: their decided reports that ended with a measure, and all. */
export type ReporterRecord = { upheld: number; decided: number };

/**
 * How far a reporter is believed, above 0 to 1: the share of their decided reports that was upheld, with two upheld ones
 * lent beforehand. So a person without a record counts as one, one wrong report makes it 0.67, ten make it 0.17.
 */
export function credibilityOf({ upheld, decided }: ReporterRecord): number {
  return (upheld + 2) / (decided + 2);
}

/** Somebody who reported a member. */
export type Reporter = ReporterRecord & {
  reporterId: string;
  /** Their account was new when they reported, or is unknown to us: nothing says that it is somebody else's. */
  isFresh: boolean;
};

/** How much the reports about one member weigh, and whose they are. */
export type ReportersWeight = {
  /** The sum over groups of their most credible reporter's credibility, to three decimals. */
  weight: number;
  /** Distinct reporters. */
  reporters: number;
  /** Groups that count as one: linked accounts together, fresh accounts together, everybody else alone. */
  groups: number;
};

/** What several people's reports weigh together (D13). A brigade of linked or fresh accounts is one voice. */
export function weighReporters(reporters: readonly Reporter[], links: readonly Link[]): ReportersWeight {
  const believed = new Map(reporters.map((one) => [one.reporterId, credibilityOf(one)]));
  const fresh = reporters.filter((one) => one.isFresh).map((one) => one.reporterId);
  const together = fresh.slice(1).map((id, n) => ({ memberId: fresh[n] ?? id, otherId: id }));
  const groups = groupLinked([...believed.keys()], [...links, ...together]);
  const weight = groups.reduce(
    (sum, group) => sum + Math.max(...group.map((reporterId) => believed.get(reporterId) ?? 0)),
    0,
  );
  return { weight: Math.round(weight * 1_000) / 1_000, reporters: believed.size, groups: groups.length };
}
