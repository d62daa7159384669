import { expect } from "@playwright/test";
import { startBackTest } from "@/lib/services/back-test";
import { addStaff, onDatabase, readRows } from "./staff";

/** The id of a finished back-test of a draft: of the last one, or of one that is run for it now. */
export async function finishedBackTest(version: string): Promise<string> {
  const find = () =>
    readRows<{ id: string }>(
      `select back_test_id as id from back_tests join policy_drafts using (draft_id)
        where policy_drafts.version = $1 and back_tests.state = 'done' order by started_at desc limit 1`,
      [version],
    );
  const [found] = await find();
  if (found) return found.id;
  const [draft] = await readRows<{ draftId: string; revision: number }>(
    `select draft_id as "draftId", revision from policy_drafts where version = $1`,
    [version],
  );
  if (!draft) throw new Error(`there is no draft ${version}`);
  const { staffId: id, role, name } = await addStaff("policy_manager");
  const started = await onDatabase((database) =>
    startBackTest(database, { kind: "staff", id, role, name }, { ...draft, days: 90 }),
  );
  // Another worker of the tests may have started it a moment ago.
  if (!started.ok && started.error.code !== "back_test_busy") {
    throw new Error(`the back-test was refused: ${started.error.code}`);
  }
  let runId: string | undefined;
  await expect
    .poll(
      async () => {
        runId = (await find())[0]?.id;
        return runId !== undefined;
      },
      { message: `a finished back-test of draft ${version}`, timeout: 60_000 },
    )
    .toBe(true);
  return runId ?? "";
}
