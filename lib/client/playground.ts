import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { PlaygroundAnswer, PlaygroundMember, PlaygroundQuestion } from "@/lib/contracts/playground";
import { askJson, getJson } from "./unwrap";

/** Keys begin with the topic of the live hint that makes them old. */
export const playgroundKeys = {
  answer: (question: PlaygroundQuestion) => ["policy", "playground", question] as const,
  members: (q: string) => ["account", "names", q] as const,
};

/** What becomes of a composed message; the last answer stays in sight until the next is there. */
export function playgroundQuery(question: PlaygroundQuestion) {
  return queryOptions({
    queryKey: playgroundKeys.answer(question),
    queryFn: ({ signal }) => askJson<PlaygroundAnswer>("/api/console/playground", question, signal),
    placeholderData: keepPreviousData,
    // Figures on record move by themselves.
    staleTime: 10_000,
  });
}

/** Members whose id or name begins with a text; none for an empty one. */
export function memberNamesQuery(q: string) {
  return queryOptions({
    queryKey: playgroundKeys.members(q),
    queryFn: ({ signal }) =>
      getJson<PlaygroundMember[]>(`/api/console/members?q=${encodeURIComponent(q)}`, signal),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
}
