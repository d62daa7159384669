import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { FiguresView } from "@/lib/contracts/back-test";
import { timesWords } from "./share-words";

/** Says in words that the extra accounts are wrong much more often, and where they no longer are. */
export function BackTestWarning({
  view,
  onTry,
}: {
  view: FiguresView;
  onTry: ((path: string, value: number) => void) | undefined;
}) {
  const { wrongness, result } = view;
  if (!wrongness || !result) return null;
  const { times, better } = wrongness;
  const title =
    times > 0
      ? `The extra accounts are wrong ${timesWords(times)}.`
      : "The extra accounts are wrong; those flagged today are not.";
  const share = better && better.judged > 0 ? ((100 * better.cleared) / better.judged).toFixed(1) : null;
  return (
    <Banner
      tone="warn"
      title={title}
      className="mt-4"
      action={
        better && onTry ? (
          <Button size="sm" onClick={() => onTry(better.path, better.value)}>
            Try {better.value}
          </Button>
        ) : undefined
      }
    >
      {result.newly.cleared} of the {result.newly.judged} judged since were cleared.{" "}
      {better
        ? `At ${better.value} the figures are +${better.extra} and ${share} %.`
        : "No threshold in between is as good as the version in force."}
    </Banner>
  );
}
