import { DataList } from "@/components/ui/data-list";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import type { FilterView } from "@/lib/contracts/content-filter";

const SOURCES: Record<string, string> = {
  decision: "Decisions on cases",
  lock: "Locks, permitted or judged",
  appeal: "Appeals",
  import: "Imported",
  sample: "Sample",
};

/** What people said of the filter's locks, and what it will learn from, in the last 30 days. */
export function FilterFeedback({ view }: { view: FilterView }) {
  const { locked, right, wrong, disputed, disputedUpheld } = view.locks;
  return (
    <section aria-labelledby="feedback-name">
      <h2 id="feedback-name">Feedback, 30 days</h2>
      <p className="mt-px mb-3 max-w-[74ch] text-12 text-pretty text-ink-3">
        Locks of the content rules by the time of the lock. A refused message says nothing about the filter:
        it was simply not wanted.
      </p>
      <DataList
        items={[
          { term: "Locked", value: locked },
          { term: "Reported or removed", value: right },
          { term: "Permitted or released", value: wrong },
          { term: "Called wrongly locked", value: disputed },
          { term: "… and that was right", value: disputedUpheld },
        ]}
      />
      <Table caption="Judged texts it learns from" className="mt-5">
        <thead>
          <tr>
            <TableHeader>Source</TableHeader>
            <TableHeader numeric>Breaches</TableHeader>
            <TableHeader numeric>Fine</TableHeader>
          </tr>
        </thead>
        <tbody>
          {view.examples.map(({ source, breaches, fine }) => (
            <TableRow key={source}>
              <TableHeader scope="row">{SOURCES[source] ?? source}</TableHeader>
              <TableCell numeric>{breaches}</TableCell>
              <TableCell numeric>{fine}</TableCell>
            </TableRow>
          ))}
          {view.examples.length === 0 ? (
            <TableRow>
              <TableCell colSpan={3} className="text-ink-2">
                Nothing was judged in this time.
              </TableCell>
            </TableRow>
          ) : null}
        </tbody>
      </Table>
    </section>
  );
}
