import {
  type DehydratedState,
  dehydrate,
  keepPreviousData,
  QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { FilterAnswer, FilterQuestion, FilterView } from "@/lib/contracts/content-filter";
import { askJson, getJson } from "./unwrap";

/** Keys begin with the topic of the live hint that makes them old. */
export const filterKeys = {
  view: ["policy", "filter"] as const,
  answer: (question: FilterQuestion) => ["policy", "filter", "answer", question] as const,
};

/** How the content filter stands. */
export const filterQuery = queryOptions({
  queryKey: filterKeys.view,
  queryFn: ({ signal }) => getJson<FilterView>("/api/console/content-filter", signal),
});

/** What the filter says of a text; the last answer stays in sight until the next is there. */
export function filterAnswerQuery(question: FilterQuestion) {
  return queryOptions({
    queryKey: filterKeys.answer(question),
    queryFn: ({ signal }) => askJson<FilterAnswer>("/api/console/content-filter", question, signal),
    placeholderData: keepPreviousData,
  });
}

/** The filter as the server read it, for the browser's first paint. */
export function dehydratedFilter(view: FilterView): DehydratedState {
  const client = new QueryClient();
  client.setQueryData(filterKeys.view, view);
  return dehydrate(client);
}
