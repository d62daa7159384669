import { Untrusted } from "@/components/cases/untrusted";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Instant } from "@/components/ui/time-element";
import { RequestFailed } from "@/lib/client/unwrap";
import type { PlaygroundAnswer } from "@/lib/contracts/playground";
import { RuleList } from "./rule-list";
import { TwoSides } from "./two-sides";
import type { Playground } from "./use-playground";

const VERDICTS = {
  deliver: { tone: "ok", label: "Delivered" },
  lock: { tone: "warn", label: "Locked" },
  challenge: { tone: "warn", label: "Challenged" },
  refuse: { tone: "crit", label: "Refused" },
} as const;

const FAILED: Record<string, string> = {
  unknown_member: "This member is no longer on record",
  unknown_draft: "This draft was published or discarded",
  invalid_field: "The message holds something that no message can",
  unreachable: "The server was not reached",
};

function summary({ checks }: PlaygroundAnswer): string {
  const stops = new Set(checks.filter(({ outcome }) => outcome === "stopped").map(({ rule }) => rule));
  if (stops.size === 0) return "No rule stops it.";
  const [first, ...others] = stops;
  return `${first} decides${others.length > 0 ? `; ${others.join(", ")} would stop it too` : ""}.`;
}

function Weighed({ weighed }: Pick<PlaygroundAnswer, "weighed">) {
  const most = Math.max(...weighed.map(({ weight }) => Math.abs(weight)));
  return (
    <section aria-labelledby="weighed-name">
      <h3 id="weighed-name" className="border-line-strong border-b pb-1.5 font-semibold">
        What weighed in the text
      </h3>
      <ul>
        {weighed.map(({ rule, kind, text, weight }) => (
          <li key={`${rule}-${kind}-${text}`} className="flex items-center gap-3 border-line border-b py-1.5">
            <span className="mono w-8 pl-1 text-12 text-ink-3">{rule}</span>
            <span className="w-20 text-12 text-ink-3">{kind}</span>
            <span className="min-w-0 flex-1">
              <Untrusted text={text} />
            </span>
            <span aria-hidden="true" className="h-1 w-16 bg-track">
              <span
                className="block h-full bg-measured"
                style={{ width: `${(Math.abs(weight) / most) * 100}%` }}
              />
            </span>
            <span className="num w-10 text-right text-12">{weight.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the columns are stacked: the verdict in one line, always in sight while the message is composed above it. */
export function VerdictBar({ answer }: { answer: PlaygroundAnswer | undefined }) {
  if (!answer) return null;
  const { tone, label } = VERDICTS[answer.verdict];
  return (
    <a
      href="#verdict"
      className="sticky bottom-0 z-10 flex min-h-11 items-center gap-3 border-line-strong border-t bg-surface px-4 py-2 lg:hidden"
    >
      <Badge tone={tone}>{label}</Badge>
      <span className="min-w-0 flex-1 truncate text-12 text-ink-2">{summary(answer)}</span>
      <span className="link text-12">Rules</span>
    </a>
  );
}

/** The verdict, what the two sides see of it, and how it came about. */
export function VerdictPanel({ playground }: { playground: Playground }) {
  const { answer, error, retry, isBehind, composed } = playground;
  if (error) {
    const code = error instanceof RequestFailed ? error.code : "fault";
    const reference = error instanceof RequestFailed ? (error.reference ?? undefined) : undefined;
    return (
      <ErrorState title={FAILED[code] ?? "The gate did not answer"} retry={retry} reference={reference}>
        Nothing was sent or stored. What you composed is still there.
      </ErrorState>
    );
  }
  if (!answer) return <SkeletonLines label="The gate is asked" widths={["30%", "60%", "80%", "70%"]} />;
  const { tone, label } = VERDICTS[answer.verdict];
  const { version, draftTitle } = answer.policy;
  return (
    <div aria-busy={isBehind} className="grid gap-7">
      <div role="status" className="grid gap-1.5">
        <p className="flex flex-wrap items-center gap-3">
          <Badge tone={tone} className="h-7 px-2.5 text-15">
            {label}
          </Badge>
          <span className={cn("text-ink-2", isBehind && "after-wait")}>{summary(answer)}</span>
        </p>
        <p className="text-12 text-ink-3">
          {`By ${draftTitle === null ? `version ${version}, in force` : `draft ${version}, “${draftTitle}”`}, filter version ${answer.modelVersion}, as of `}
          <Instant at={answer.at} />
          {answer.isRecipientKnown === false
            ? ". The recipient is not on record and taken to accept anyone."
            : "."}
        </p>
      </div>
      <TwoSides answer={answer} body={composed.body} />
      <RuleList checks={answer.checks} />
      {answer.weighed.length > 0 ? <Weighed weighed={answer.weighed} /> : null}
    </div>
  );
}
