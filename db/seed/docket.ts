import { CLAIM_LEASE_MS } from "../../lib/domain/case";
import { type FiledAppeal, fileAppeal, hearAppeal } from "./appeals";
import type { OpenedCase } from "./intake";
import { decide, type Ruling } from "./rulings";
import { DAY_MS, HOUR_MS, MINUTE_MS, note, type World } from "./world";

/** Appeals per notice with a measure: 4 %; of the heaviest measure 18 % (dsa.md). */
function appealShare(ruling: Ruling, factor: number): number {
  const isHeavy = ruling.decision.measures.some((one) => one.measure === "messaging_disabled");
  return (isHeavy ? 0.18 : 0.04) * (ruling.isRight ? 0.9 : 1.6) * factor;
}

/** Decides every case that is to be decided, and hears the appeals that follow, in order of time. */
export function playDocket(world: World, opened: OpenedCase[]): void {
  const { random, now, scale } = world;
  const rulings: Ruling[] = [];
  const hearings: FiledAppeal[] = [];
  const timeline = opened
    .flatMap((one) => (one.incident.decidedAt ? [{ one, at: one.incident.decidedAt }] : []))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  // Hearings look at restrictions as they stand, so they come in order of time among the decisions.
  const heardLater: { at: Date; filed: FiledAppeal }[] = [];
  const hearUpTo = (at: Date): void => {
    heardLater.sort((a, b) => a.at.getTime() - b.at.getTime());
    for (let next = heardLater[0]; next && next.at <= at; next = heardLater[0]) {
      heardLater.shift();
      hearAppeal(world, next.filed, next.at);
    }
  };
  for (const { one, at } of timeline) {
    hearUpTo(at);
    const ruling = decide(world, one, at);
    if (!ruling) continue;
    rulings.push(ruling);
    if (!random.has(appealShare(ruling, scale.appealFactor))) continue;
    const filedAt = new Date(at.getTime() + HOUR_MS * random.skewed(20, 110));
    const heardAt = new Date(filedAt.getTime() + HOUR_MS * Math.min(166, random.skewed(38, 130)));
    if (heardAt >= now) continue;
    const filed = fileAppeal(world, ruling, filedAt);
    hearings.push(filed);
    heardLater.push({ at: heardAt, filed });
  }
  hearUpTo(now);
  openAppeals(world, rulings, hearings, scale.openAppeals);
  claimSome(world);
}

/** Leaves so many appeals waiting: against the latest decisions, filed within the week, one of them nearly due. */
function openAppeals(world: World, rulings: Ruling[], heard: FiledAppeal[], wanted: number): void {
  const { random, now } = world;
  const isAppealed = new Set(heard.map((one) => one.ruling));
  const latest = rulings
    .filter(
      (ruling) =>
        !isAppealed.has(ruling) && ruling.decision.measures.some((one) => one.measure !== "warning"),
    )
    .sort((a, b) => b.decision.decidedAt.getTime() - a.decision.decidedAt.getTime())
    .slice(0, wanted * 4);
  for (let n = 0; n < wanted && latest.length > 0; n++) {
    const [ruling] = latest.splice(random.int(0, latest.length - 1), 1);
    if (!ruling) return;
    const ageMs =
      n === 0
        ? 7 * DAY_MS - 78 * MINUTE_MS
        : n === 1
          ? 7 * DAY_MS + 40 * MINUTE_MS
          : random.next() * 6.5 * DAY_MS;
    const filedAt = new Date(
      Math.max(now.getTime() - ageMs, ruling.decision.decidedAt.getTime() + 30 * MINUTE_MS),
    );
    if (filedAt < now) fileAppeal(world, ruling, filedAt);
  }
}

/** Some open cases are held by somebody right now; one lease has lapsed. */
function claimSome(world: World): void {
  const { random, now } = world;
  const others = world.staff.filter((one) =>
    ["moderator3@lockkeeper.test", "moderator4@lockkeeper.test"].includes(one.email),
  );
  const open = world.rows.cases
    .filter((row) => row.state === "open" && row.kind !== "appeal")
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  for (const [place, staff] of [...others, ...others].entries()) {
    const row = open[2 + place * 3];
    if (!row) return;
    const agoMs = place === 3 ? CLAIM_LEASE_MS + 6 * MINUTE_MS : random.int(1, 9) * MINUTE_MS;
    const claimedAt = new Date(Math.max(row.openedAt.getTime(), now.getTime() - agoMs));
    Object.assign(row, {
      claimedBy: staff.staffId,
      claimedAt,
      claimExpiresAt: new Date(claimedAt.getTime() + CLAIM_LEASE_MS),
    });
    note(
      world,
      {
        at: claimedAt,
        actorKind: "staff",
        actorId: staff.staffId,
        command: "case.claim",
        subjectType: "case",
        subjectId: row.caseId,
      },
      { isRenewal: false, isNext: false },
    );
  }
}
