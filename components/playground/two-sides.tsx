import { EyeOff } from "lucide-react";
import { Untrusted } from "@/components/cases/untrusted";
import type { PlaygroundAnswer } from "@/lib/contracts/playground";
import { senderAdvice } from "@/lib/domain/lock-words";

const DAY_SECONDS = 86_400;

function spanText(seconds: number): string {
  if (seconds >= 2 * DAY_SECONDS) return `${Math.ceil(seconds / DAY_SECONDS)} days`;
  if (seconds >= 7_200) return `${Math.ceil(seconds / 3_600)} hours`;
  return `${Math.max(1, Math.ceil(seconds / 60))} min`;
}

const TITLES = {
  deliver: "Sent.",
  lock: "Your message is held back for now.",
  challenge: "Show that you are a person, then it goes on.",
  refuse: "Your message was not sent.",
} as const;

function SenderSees({ answer }: { answer: PlaygroundAnswer }) {
  const { verdict, reasons, requirements, retryAfterSeconds, notice } = answer;
  const [first] = reasons;
  if (notice) {
    return (
      <>
        <p className="font-medium">{notice.title}</p>
        <p className="whitespace-pre-line text-ink-2">{notice.body}</p>
      </>
    );
  }
  return (
    <>
      <p className="font-medium">{TITLES[verdict]}</p>
      {first ? (
        <p className="text-ink-2">{verdict === "lock" ? senderAdvice(first).why : first.detail}</p>
      ) : null}
      {requirements.length > 0 ? <p className="text-ink-2">It goes on once this is met.</p> : null}
      {retryAfterSeconds === null ? null : (
        <p className="text-ink-2">Possible again in {spanText(retryAfterSeconds)}.</p>
      )}
    </>
  );
}

function RecipientSees({ answer, body }: { answer: PlaygroundAnswer; body: string }) {
  switch (answer.verdict) {
    case "deliver":
      return body === "" ? (
        <p className="text-ink-2">A message without a text.</p>
      ) : (
        <p className="line-clamp-6 text-15">
          <Untrusted text={body} />
        </p>
      );
    case "lock":
      return (
        <div className="veil grid min-h-22 place-items-center rounded-md p-3">
          <p className="inline-flex items-center gap-1.5 rounded-[3px] bg-surface px-2 py-1 text-12 font-medium text-ink-2">
            <EyeOff aria-hidden="true" strokeWidth={1.75} className="size-3.5" />
            Held back. Text and files show once it is permitted.
          </p>
        </div>
      );
    case "challenge":
      return <p className="text-ink-2">Nothing, until the sender has passed.</p>;
    case "refuse":
      return <p className="text-ink-2">Nothing.</p>;
  }
}

/** What each side would see of the verdict. */
export function TwoSides({ answer, body }: { answer: PlaygroundAnswer; body: string }) {
  return (
    <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
      <section aria-labelledby="sender-sees" className="grid content-start gap-1">
        <h3 id="sender-sees" className="text-12 text-ink-3">
          The sender sees
        </h3>
        <SenderSees answer={answer} />
      </section>
      <section aria-labelledby="recipient-sees" className="grid content-start gap-1">
        <h3 id="recipient-sees" className="text-12 text-ink-3">
          The recipient sees
        </h3>
        <RecipientSees answer={answer} body={body} />
      </section>
    </div>
  );
}
