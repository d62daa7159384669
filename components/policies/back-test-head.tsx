import { useState } from "react";
import { formatCount } from "@/components/charts/unit";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { Segmented } from "@/components/ui/segmented";
import { Instant } from "@/components/ui/time-element";
import { BACK_TEST_DAYS, type BackTestView, type RunView } from "@/lib/contracts/back-test";
import { failureText, useBackTestDeeds } from "./use-back-test";

const REASONS = {
  no_permission: "It takes the policy manager role.",
  draft_closed: "The draft was published or discarded.",
} as const;

const FAILURES: Record<string, string> = {
  worker_lost:
    "Its worker was lost three times. Nothing was changed; run it again, with fewer days if there are many messages.",
  memory:
    "The days hold more conversations than the worker has memory for. Choose fewer days, or give the worker a process of its own with more memory.",
  fault: "Nothing was changed. Run it again; the log of the server says why.",
};

function seconds(run: RunView): string {
  const ms = Date.parse(run.finishedAt ?? run.startedAt) - Date.parse(run.startedAt);
  return ms < 90_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`;
}

function Under({ run, cancel }: { run: RunView; cancel: (id: string) => void }) {
  const { messagesDone, messagesTotal } = run;
  const isCounting = messagesTotal === 0;
  return (
    <div className="mt-3 flex items-center gap-4">
      <div className="min-w-0 flex-1">
        <p className="num mb-1.5 text-12 text-ink-2" aria-live="polite">
          {run.state === "queued"
            ? "Waits for a worker"
            : isCounting
              ? "Counting messages"
              : `${formatCount(messagesDone)} of ${formatCount(messagesTotal)} messages, the 30 days before included`}
        </p>
        <Progress value={messagesDone} max={Math.max(1, messagesTotal)} label="Messages replayed" />
      </div>
      <Button size="sm" onClick={() => cancel(run.backTestId)}>
        Cancel
      </Button>
    </div>
  );
}

/** What the section is about, how far it is, and how to start it. */
export function BackTestHead({ view }: { view: BackTestView }) {
  const { latest, figures, version, cannotRun } = view;
  const [days, setDays] = useState<number>(figures?.run.days === 30 ? 30 : 90);
  const { start, cancel } = useBackTestDeeds(view.draftId, view.revision);
  const done = figures?.run ?? null;
  const isUnderWay = latest?.state === "queued" || latest?.state === "running";
  const failure = failureText(start.error ?? cancel.error);
  const against = done?.baseVersion ?? latest?.baseVersion;
  return (
    <header>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2>
          {against === undefined ? "Back-test" : `Back-test of draft ${version} against version ${against}`}
        </h2>
        {done && figures ? (
          <p className="num text-12 text-ink-3">
            <Instant at={done.from} format="date" /> to <Instant at={done.until} format="date" />,{" "}
            {formatCount(figures.counted)} messages of {formatCount(figures.members)} accounts, done in{" "}
            {seconds(done)}
          </p>
        ) : null}
        {isUnderWay ? null : (
          <div className="ml-auto flex items-center gap-2">
            <Segmented
              label="Days replayed"
              options={BACK_TEST_DAYS.map((one) => ({ value: String(one), label: `${one} days` }))}
              value={String(days)}
              onChange={(value) => setDays(Number(value))}
            />
            <Button
              size="sm"
              pending={start.isPending}
              disabledReason={cannotRun ? REASONS[cannotRun] : null}
              onClick={() => start.mutate(days)}
            >
              {done ? "Run again" : "Run the back-test"}
            </Button>
          </div>
        )}
      </div>
      {latest && isUnderWay ? <Under run={latest} cancel={(id) => cancel.mutate(id)} /> : null}
      {failure ? <Banner live tone="crit" title={failure} className="mt-3" /> : null}
      {latest?.state === "failed" ? (
        <Banner tone="crit" title="The last run failed." className="mt-3">
          {FAILURES[latest.failure ?? ""] ?? FAILURES.fault}
        </Banner>
      ) : null}
      {latest?.state === "cancelled" ? (
        <p className="mt-2 text-12 text-ink-3">
          The run of <Instant at={latest.startedAt} /> was cancelled.
          {done ? " The figures are those of the run before." : ""}
        </p>
      ) : null}
      {done?.isOld ? (
        <Banner tone="warn" title="The draft was edited since." className="mt-3">
          These figures belong to the draft as it was on <Instant at={done.startedAt} />. Run it again for
          those of the present one.
        </Banner>
      ) : null}
      {latest ? null : (
        <p className="mt-2 max-w-[74ch] text-pretty text-ink-2">
          Replays the messages of the last days under this draft and under the version it was drawn from: who
          would newly be flagged or let go, in which groups, and what was decided about them since. Nothing is
          changed by it.
        </p>
      )}
    </header>
  );
}
