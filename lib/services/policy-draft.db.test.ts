import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { policyDrafts } from "@/db/schema/policy-drafts";
import { policyVersions } from "@/db/schema/policy-versions";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makePolicy, makeStaff, succeeded } from "@/db/testing/factories";
import type { PolicyRefusal } from "@/lib/contracts/policy-view";
import type { Actor, StaffActor } from "@/lib/domain/actor";
import { DEFAULT_POLICY, type Policy } from "@/lib/domain/policy";
import type { FieldValue } from "@/lib/domain/policy-field";
import { readField, writeField } from "@/lib/domain/policy-fields";
import { ok, type Result } from "@/lib/domain/result";
import { currentPolicy, forgetPolicy } from "./policy";
import { approveDraft, proposeDraft, rollBack, withdrawDraft } from "./policy-approval";
import { createDraft, discardDraft, editDraft, rebaseDraft } from "./policy-draft";
import { viewPolicies, viewPolicy } from "./policy-view";
import { postgresError } from "./postgres-error";
import { runOperation } from "./run-operation";
import { runningShadow, startShadow } from "./shadow";

const INSTALLER: Actor = { kind: "system", id: "installer" };

let server: TestDatabase;
let database: Database;
let bruno: StaffActor;
let amal: StaffActor;
let priya: StaffActor;
let ines: StaffActor;

beforeAll(async () => {
  server = await createTestDatabase();
  database = connect(server.url, { max: 20 });
  [bruno, amal, priya, ines] = await Promise.all([
    makeStaff(database, { displayName: "Bruno Keel", role: "policy_manager" }),
    makeStaff(database, { displayName: "Amal Weir", role: "policy_manager" }),
    makeStaff(database, { displayName: "Priya Holm", role: "lead" }),
    makeStaff(database, { displayName: "Ines Vale", role: "moderator" }),
  ]);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
// Each test begins on a new installation; only the superuser may take rows away.
beforeEach(async () => {
  const admin = connect(server.url, { role: null, max: 1 });
  await admin.pool.query(
    `set session_replication_role = replica;
     truncate policy_versions, policy_drafts cascade; delete from operations where command like 'policy.%'`,
  );
  await admin.close();
  await makePolicy(database);
  forgetPolicy(database);
});

const set = (path: string, value: FieldValue, policy: Policy = DEFAULT_POLICY) =>
  writeField(policy, path, value);
const PER_DAY = "detectors.D1.perDay";

function refused<T>(answer: Result<T, PolicyRefusal>): PolicyRefusal {
  if (answer.ok) throw new Error(`expected a refusal, got ${JSON.stringify(answer.value)}`);
  return answer.error;
}
const draw = async (actor = bruno, fromVersion = 1, title = "Fewer a day") =>
  succeeded(await createDraft(database, actor, { operationId: randomUUID(), title, fromVersion }));
const edit = (
  draft: { draftId: string; revision: number },
  policy: Policy,
  actor = bruno,
  title = "Fewer a day",
) =>
  editDraft(database, actor, {
    operationId: randomUUID(),
    draftId: draft.draftId,
    revision: draft.revision,
    title,
    policy,
  });
type Seen = { draftId: string; revision: number };
const move = ({ draftId, revision }: Seen, note = "") => ({
  operationId: randomUUID(),
  draftId,
  revision,
  note,
});
const propose = (draft: Seen, actor = bruno, note = "") => proposeDraft(database, actor, move(draft, note));
const approve = (draft: Seen, actor = priya) => approveDraft(database, actor, move(draft));

/** A draft of one number, edited and proposed. */
async function proposed(value = 80, actor = bruno) {
  const inForce = (await currentPolicy(database)).version;
  const draft = await draw(actor, inForce);
  const policy = set(PER_DAY, value, (await currentPolicy(database)).policy);
  const edited = succeeded(await edit(draft, policy, actor));
  succeeded(await propose(edited, actor));
  return edited;
}

test("the whole life: drawn, edited, proposed, approved, in force on the next check", async () => {
  const draft = await draw();
  expect(draft).toMatchObject({ version: 2, revision: 1 });
  const edited = succeeded(await edit(draft, set(PER_DAY, 80)));
  expect(edited.revision).toBe(2);
  expect((await currentPolicy(database)).version).toBe(1);
  succeeded(await propose(edited, bruno, "Complaints rose in October."));
  expect((await viewPolicies(database, priya, null)).drafts).toMatchObject([
    { version: 2, state: "proposed", mayApprove: true, proposedBy: "Bruno Keel", editors: ["Bruno Keel"] },
  ]);
  expect((await viewPolicies(database, bruno, null)).drafts[0]?.mayApprove).toBe(false);
  const published = succeeded(await approve(edited));
  expect(published.version).toBe(2);
  const now = await currentPolicy(database);
  expect(now.version).toBe(2);
  expect(readField(now.policy, PER_DAY)).toBe(80);
  const view = await viewPolicies(database, ines, null);
  expect(view.drafts).toEqual([]);
  expect(view.mayEdit).toBe(false);
  expect(view.history).toMatchObject([
    {
      version: 2,
      publishedBy: "Priya Holm",
      approvedBy: "Priya Holm",
      proposedBy: "Bruno Keel",
      editors: ["Bruno Keel"],
      note: "Complaints rose in October.",
      changes: [{ path: PER_DAY, from: "100", to: "80", direction: "stricter" }],
    },
    { version: 1, publishedBy: "installer", isFirst: true, changes: [] },
  ]);
  const { rows } = await database.pool.query(
    `select a.command, a.actor_id, a.data from audit_entries a join operations o on o.operation_id = a.op_id
     where a.command like 'policy.%' and a.actor_kind = 'staff' order by a.at`,
  );
  const trail = rows.filter(({ data }) => data.version === 2 || data.draftId === edited.draftId);
  expect(trail.map(({ command }) => command)).toEqual([
    "policy.draft",
    "policy.edit",
    "policy.propose",
    "policy.publish",
  ]);
  expect(trail[1]?.data).toMatchObject({ fields: [PER_DAY], changed: 1, revision: 2 });
});

describe("four eyes", () => {
  test("neither who proposed nor who edited approves, and neither does somebody without the right", async () => {
    const draft = await draw();
    const first = succeeded(await edit(draft, set(PER_DAY, 90)));
    const second = succeeded(await edit(first, set(PER_DAY, 80), amal));
    succeeded(await propose(second, amal));
    expect(refused(await approve(second, amal))).toEqual({ code: "second_person_needed", part: "proposed" });
    expect(refused(await approve(second, bruno))).toEqual({ code: "second_person_needed", part: "edited" });
    expect(refused(await approve(second, ines))).toEqual({ code: "forbidden" });
    expect((await viewPolicy(database, bruno, 2))?.draft?.approvalRefusal).toMatch(/worked on this/);
    expect((await viewPolicy(database, priya, 2))?.draft?.approvalRefusal).toBeNull();
    succeeded(await approve(second, priya));
  });

  test("a role that lost the right meanwhile is refused inside the operation", async () => {
    const asBefore: StaffActor = { ...ines, role: "policy_manager" };
    const answer = await createDraft(database, asBefore, {
      operationId: randomUUID(),
      title: "Mine",
      fromVersion: 1,
    });
    expect(refused(answer)).toEqual({ code: "forbidden" });
  });

  type People = { editors: string[]; proposer: string | null; approver: string | null };
  test.each<[string, (one: string, other: string) => People]>([
    ["the proposer approves", (one, other) => ({ editors: [other], proposer: one, approver: one })],
    ["an editor approves", (one, other) => ({ editors: [other, one], proposer: other, approver: one })],
    ["nobody approves", (one) => ({ editors: [one], proposer: one, approver: null })],
    ["nobody proposed", (one, other) => ({ editors: [one], proposer: null, approver: other })],
  ])("the table itself refuses when %s", async (_, people) => {
    const { editors, proposer, approver } = people(bruno.id, priya.id);
    const insert = runOperation(database, { actor: priya, command: "policy.publish" }, async (op) => {
      await op.tx.execute(
        sql`insert into policy_versions (version, policy, published_at, published_by, draft_id, edited_by, proposed_by,
              approved_by, op_id)
            values (7, ${JSON.stringify(DEFAULT_POLICY)}::jsonb, ${op.at.toISOString()}::timestamptz, ${priya.id},
              ${randomUUID()}, ${sql.raw(`array[${editors.map((id) => `'${id}'`).join(",")}]::uuid[]`)},
              ${proposer}, ${approver}, ${op.operationId})`,
      );
      op.audit({ subjectType: "policy", subjectId: "7" });
      return ok(null);
    });
    const thrown = await insert.then(() => null, postgresError);
    expect(thrown).toMatchObject({ code: "LKP01" });
    expect((await currentPolicy(database)).version).toBe(1);
  });

  test.each([
    ["no draft at all", {}, "LKP01"],
    ["a rolling back to other numbers", { rollsBackTo: 1 }, "LKP02"],
  ])("the table refuses one person with %s", async (_, values, code) => {
    const policy = set(PER_DAY, 9_999);
    const alone = runOperation(database, { actor: bruno, command: "policy.publish" }, async (op) => {
      const { at: publishedAt, operationId: opId } = op;
      const row = { version: 7, policy, publishedAt, publishedBy: bruno.id, opId, ...values };
      await op.tx.insert(policyVersions).values(row);
      op.audit({ subjectType: "policy", subjectId: "7" });
      return ok(null);
    });
    expect(await alone.then(() => null, postgresError)).toMatchObject({ code });
  });

  test("the table refuses another policy than the one that was proposed", async () => {
    const proposed = await draw();
    succeeded(await edit(proposed, set(PER_DAY, 80)).then(async (edited) => propose(succeeded(edited))));
    const [draft] = await database.db.select().from(policyDrafts);
    if (!draft) throw new Error("the draft is gone");
    const swapped = runOperation(database, { actor: priya, command: "policy.publish" }, async (op) => {
      const { version, draftId, editedBy, proposedBy } = draft;
      const { at: publishedAt, operationId: opId } = op;
      const row = { version, draftId, editedBy, proposedBy, approvedBy: priya.id, publishedBy: priya.id };
      await op.tx.insert(policyVersions).values({ ...row, policy: set(PER_DAY, 70), publishedAt, opId });
      op.audit({ subjectType: "policy", subjectId: String(version) });
      return ok(null);
    });
    expect(await swapped.then(() => null, postgresError)).toMatchObject({ code: "LKP01" });
  });

  test("a published version cannot be changed or taken away", async () => {
    const tamper = runOperation(database, { actor: priya, command: "policy.publish" }, async (op) => {
      await op.tx.execute(
        sql`update policy_versions set title = 'x', op_id = ${op.operationId} where version = 1`,
      );
      op.audit({ subjectType: "policy", subjectId: "1" });
      return ok(null);
    });
    expect((await tamper.then(() => null, postgresError))?.code).toMatch(/^(LKA01|42501)$/);
  });
});

describe("at the same moment", () => {
  test("two approvals publish once", async () => {
    const draft = await proposed();
    const answers = await Promise.all([approve(draft, priya), approve(draft, amal), approve(draft, priya)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers.filter(({ ok }) => !ok)) {
      expect(refused(answer)).toEqual({ code: "draft_closed", state: "published" });
    }
    const { rows } = await database.pool.query("select count(*)::int as n from policy_versions");
    expect(rows[0].n).toBe(2);
  });

  test("an approval of what has changed since is void: taking back and editing against approving", async () => {
    for (let round = 0; round < 5; round++) {
      const draft = await proposed(80 - round);
      const change = async () => {
        const back = await withdrawDraft(database, bruno, move(draft));
        if (!back.ok) return back;
        const { policy } = await currentPolicy(database);
        const edited = await edit(draft, set(PER_DAY, 10 + round, policy));
        if (edited.ok) await propose(edited.value);
        return edited;
      };
      const [approval, edited] = await Promise.all([approve(draft), change()]);
      expect(approval.ok !== edited.ok).toBe(true);
      const { policy } = await currentPolicy(database);
      if (approval.ok) {
        expect(readField(policy, PER_DAY)).toBe(80 - round);
        expect(refused(edited)).toEqual({ code: "draft_closed", state: "published" });
      } else {
        expect(["not_proposed", "draft_changed"]).toContain(approval.error.code);
        expect(readField(policy, PER_DAY)).not.toBe(80 - round);
        expect(refused(await approve(draft)).code).toBe("draft_changed");
        succeeded(await discardDraft(database, bruno, move({ ...draft, revision: draft.revision + 1 })));
      }
    }
  });

  test("drafts get numbers of their own", async () => {
    const drafts = await Promise.all(Array.from({ length: 8 }, (_, nth) => draw(bruno, 1, `Draft ${nth}`)));
    expect(drafts.map(({ version }) => version).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("of two edits of one revision the second is told who and what, and what it had can be stored after", async () => {
    const draft = await draw();
    const [mine, theirs] = await Promise.all([
      edit(draft, set(PER_DAY, 80), bruno),
      edit(draft, set("detectors.D9.recipients", 15), amal),
    ]);
    expect(mine.ok !== theirs.ok).toBe(true);
    const lost = refused(mine.ok ? theirs : mine);
    expect(lost).toMatchObject({
      code: "draft_changed",
      by: mine.ok ? "Bruno Keel" : "Amal Weir",
      revision: 2,
      policy: mine.ok ? set(PER_DAY, 80) : set("detectors.D9.recipients", 15),
    });
    const both = set("detectors.D9.recipients", 15, set(PER_DAY, 80));
    const again = succeeded(
      await edit({ draftId: draft.draftId, revision: 2 }, both, mine.ok ? amal : bruno),
    );
    expect(again.revision).toBe(3);
    expect((await viewPolicy(database, ines, 2))?.policy).toEqual(both);
  });

  test("an edit sent twice has its effect once", async () => {
    const draft = await draw();
    const input = {
      operationId: randomUUID(),
      draftId: draft.draftId,
      revision: 1,
      title: "Fewer a day",
      policy: set(PER_DAY, 80),
    };
    const answers = await Promise.all([1, 2, 3].map(() => editDraft(database, bruno, input)));
    expect(answers.map((answer) => succeeded(answer).revision)).toEqual([2, 2, 2]);
  });
});

describe("proposing", () => {
  test("refuses what cannot be right, with every reason and its field", async () => {
    const draft = await draw();
    const policy = set("deadlineHours", { P0: 48, P1: 24, P2: 72 }, set(PER_DAY, 900));
    const edited = succeeded(await edit(draft, policy));
    const answer = refused(await propose(edited));
    expect(answer).toMatchObject({ code: "policy_invalid" });
    const findings = answer.code === "policy_invalid" ? answer.findings : [];
    expect(findings.map(({ path }) => path).sort()).toEqual(["deadlineHours", PER_DAY]);
    expect((await viewPolicy(database, bruno, 2))?.draft?.state).toBe("editing");
  });

  test("refuses a draft that changes nothing", async () => {
    expect(refused(await propose(await draw()))).toEqual({ code: "nothing_changed" });
  });

  test("freezes the draft until it is taken back", async () => {
    const draft = await proposed();
    expect(refused(await edit(draft, set(PER_DAY, 70), amal)).code).toBe("already_proposed");
    expect(refused(await propose(draft, amal)).code).toBe("already_proposed");
    succeeded(await withdrawDraft(database, priya, move(draft, "Wait for the back-test.")));
    expect((await viewPolicy(database, bruno, 2))?.draft).toMatchObject({
      state: "editing",
      proposedBy: null,
      note: "Wait for the back-test.",
    });
    expect(refused(await approve(draft)).code).toBe("not_proposed");
    succeeded(await edit(draft, set(PER_DAY, 70), amal));
  });
});

describe("when another version comes into force", () => {
  test("a draft of the old one is brought up to it under a new number; changes that do not touch stay", async () => {
    const mine = succeeded(await edit(await draw(amal), set("detectors.D9.recipients", 15), amal));
    succeeded(await approve(await proposed(80)));
    expect((await viewPolicy(database, amal, mine.version))?.draft?.isBehind).toBe(true);
    expect(refused(await propose(mine, amal))).toEqual({ code: "base_outdated", inForce: 3 });
    const input = {
      operationId: randomUUID(),
      draftId: mine.draftId,
      revision: mine.revision,
      resolutions: {},
    };
    const rebased = succeeded(await rebaseDraft(database, amal, input));
    expect(rebased).toMatchObject({ version: 4, revision: mine.revision + 1 });
    const view = await viewPolicy(database, amal, 4);
    expect(view?.draft?.isBehind).toBe(false);
    expect(readField(view?.policy ?? DEFAULT_POLICY, PER_DAY)).toBe(80);
    expect(readField(view?.policy ?? DEFAULT_POLICY, "detectors.D9.recipients")).toBe(15);
    succeeded(await propose(rebased, amal));
    expect(succeeded(await approve(rebased)).version).toBe(4);
    expect(refused(await rebaseDraft(database, amal, { ...input, operationId: randomUUID() })).code).toBe(
      "draft_closed",
    );
  });

  test("what both changed is named, and nothing moves until somebody chooses", async () => {
    const mine = succeeded(await edit(await draw(amal), set(PER_DAY, 90), amal));
    succeeded(await approve(await proposed(80)));
    const rebase = (resolutions: Record<string, "mine" | "theirs">) =>
      rebaseDraft(database, amal, {
        operationId: randomUUID(),
        draftId: mine.draftId,
        revision: mine.revision,
        resolutions,
      });
    expect(refused(await rebase({}))).toMatchObject({
      code: "conflicts",
      inForce: 3,
      conflicts: [{ path: PER_DAY, base: 100, mine: 90, theirs: 80 }],
    });
    expect((await viewPolicy(database, amal, 2))?.draft?.revision).toBe(mine.revision);
    succeeded(await rebase({ [PER_DAY]: "mine" }));
    const view = await viewPolicy(database, amal, 4);
    expect(readField(view?.policy ?? DEFAULT_POLICY, PER_DAY)).toBe(90);
    expect(view?.base?.version).toBe(3);
  });

  test("a proposed draft is not published over it", async () => {
    const late = await proposed(80, amal);
    succeeded(await approve(await proposed(70)));
    expect(refused(await approve(late))).toEqual({ code: "base_outdated", inForce: 3 });
  });
});

describe("rolling back", () => {
  const back = (toVersion: number, inForce: number, actor = bruno) =>
    rollBack(database, actor, {
      operationId: randomUUID(),
      toVersion,
      inForce,
      reason: "Recruiters were flagged by mistake.",
    });

  test("brings an earlier content back under a new number, by one person, at once", async () => {
    succeeded(await approve(await proposed(80)));
    expect(succeeded(await back(1, 2)).version).toBe(3);
    const now = await currentPolicy(database);
    expect(now).toEqual({ version: 3, policy: DEFAULT_POLICY });
    expect((await viewPolicies(database, ines, null)).inForce).toMatchObject({
      version: 3,
      rollsBackTo: 1,
      publishedBy: "Bruno Keel",
      note: "Recruiters were flagged by mistake.",
      changes: [{ path: PER_DAY, from: "80", to: "100" }],
    });
  });

  test("is refused when it changes nothing, when another version came meanwhile, and to other roles", async () => {
    expect(refused(await back(1, 1))).toEqual({ code: "nothing_changed" });
    succeeded(await approve(await proposed(80)));
    expect(refused(await back(1, 1))).toEqual({ code: "base_outdated", inForce: 2 });
    expect(refused(await back(9, 2))).toEqual({ code: "version_not_found" });
    expect(refused(await back(1, 2, priya))).toEqual({ code: "forbidden" });
    const twice = await Promise.all([back(1, 2), back(1, 2)]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("completes a content of an older shape with what is in force", async () => {
    const { detectors: _, ...older } = set("gate.premiumFactor", 2);
    const publish = (version: number, policy: object) =>
      runOperation(database, { actor: INSTALLER, command: "policy.publish" }, async (op) => {
        await op.tx.execute(
          sql`insert into policy_versions (version, policy, published_at, published_by, op_id)
              values (${version}, ${JSON.stringify(policy)}::jsonb, now(), 'installer', ${op.operationId})`,
        );
        op.audit({ subjectType: "policy", subjectId: String(version) });
        return ok(null);
      });
    succeeded(await publish(2, older));
    succeeded(await publish(3, set(PER_DAY, 80)));
    const draft = await draw(bruno, 2, "From before");
    const whole = set("gate.premiumFactor", 2, set(PER_DAY, 80));
    expect((await viewPolicy(database, bruno, draft.version))?.policy).toEqual(whole);
    expect(succeeded(await back(2, 3)).version).toBe(5);
    expect((await currentPolicy(database)).policy).toEqual(whole);
  });
});

describe("a draft in the shadow", () => {
  test("does not change meanwhile, may be proposed, and its run ends when it is published", async () => {
    const edited = succeeded(await edit(await draw(), set(PER_DAY, 80)));
    succeeded(await startShadow(database, bruno, { draftId: edited.draftId, revision: edited.revision }));
    expect(refused(await edit(edited, set(PER_DAY, 70))).code).toBe("in_shadow");
    succeeded(await propose(edited));
    succeeded(await approve(edited));
    const { rows } = await database.pool.query(
      "select shadow_until, state from policy_drafts where draft_id = $1",
      [edited.draftId],
    );
    expect(rows[0].state).toBe("published");
    expect(rows[0].shadow_until).toBeInstanceOf(Date);
    expect((await runningShadow(connectAgain()))?.version).toBeUndefined();
  });

  test("ends its run when it is discarded, and discarded stays discarded", async () => {
    const draft = await draw();
    succeeded(await startShadow(database, bruno, { draftId: draft.draftId, revision: 1 }));
    succeeded(await discardDraft(database, amal, move(draft)));
    const { rows } = await database.pool.query("select shadow_until from policy_drafts where draft_id = $1", [
      draft.draftId,
    ]);
    expect(rows[0].shadow_until).toBeInstanceOf(Date);
    expect(refused(await edit(draft, DEFAULT_POLICY))).toEqual({ code: "draft_closed", state: "discarded" });
    expect((await viewPolicies(database, bruno, null)).drafts).toEqual([]);
    expect((await viewPolicy(database, bruno, 2))?.draft?.state).toBe("discarded");
  });
});

/** The same pool under another name: what this process keeps for five seconds is not kept for it. */
function connectAgain(): Pick<Database, "pool"> {
  return { pool: new Proxy(database.pool, {}) };
}

test("history is read in pages, each version with what it changed", async () => {
  for (let value = 99; value > 76; value--) succeeded(await approve(await proposed(value)));
  const first = await viewPolicies(database, ines, null);
  expect(first.history).toHaveLength(20);
  expect(first.history[0]?.version).toBe(24);
  expect(first.before).toBe(5);
  const rest = await viewPolicies(database, ines, first.before);
  expect(rest.history.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
  expect(rest.before).toBeNull();
  for (const { changes, isFirst } of [...first.history, ...rest.history])
    expect(changes).toHaveLength(isFirst ? 0 : 1);
});

test("there is no policy of a number nobody gave", async () => {
  expect(await viewPolicy(database, ines, 99)).toBeNull();
});
