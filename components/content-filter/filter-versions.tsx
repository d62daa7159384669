import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { Instant } from "@/components/ui/time-element";
import type { FilterVersionView, FilterView } from "@/lib/contracts/content-filter";
import { intervalText, percentText } from "./share-text";

function State({ version }: { version: FilterVersionView }) {
  if (version.isInForce) return <Badge tone="ok">In force</Badge>;
  if (version.publishedAt) return <Badge tone="line">Was in force</Badge>;
  return <Badge>Not published</Badge>;
}

/** The trained versions, newest first, and why each is or is not in force. */
export function FilterVersions({
  view,
  blocked,
  pending,
  onPublish,
}: {
  view: FilterView;
  /** Why the reader may not publish; null when they may. */
  blocked: string | null;
  pending: "train" | number | null;
  onPublish: (version: number) => void;
}) {
  return (
    <section aria-labelledby="versions-name">
      <h2 id="versions-name" className="mb-1">
        Versions
      </h2>
      <Table caption="Precision and recall on the texts held out from training, with 95 % Wilson intervals">
        <thead>
          <tr>
            <TableHeader>Version</TableHeader>
            <TableHeader>Trained</TableHeader>
            <TableHeader numeric>Judged texts</TableHeader>
            <TableHeader numeric>Precision</TableHeader>
            <TableHeader numeric>Recall</TableHeader>
            <TableHeader>State</TableHeader>
            <TableHeader className="relative">
              <span className="sr-only">Deed</span>
            </TableHeader>
          </tr>
        </thead>
        <tbody>
          {view.versions.map((version) => (
            <TableRow key={version.version}>
              <TableHeader scope="row" className="num">
                {version.version}
              </TableHeader>
              <TableCell className="whitespace-nowrap">
                <Instant at={version.trainedAt} />
                <span className="block text-12 text-ink-3">
                  {version.trainedBy === "nightly" ? "each night" : version.trainedBy}
                </span>
              </TableCell>
              <TableCell numeric>
                {version.examples}
                <span className="block text-12 text-ink-3">{version.heldOut} held out</span>
              </TableCell>
              <TableCell numeric>
                {percentText(version.precision)}
                <span className="block text-12 text-ink-3">
                  {version.precision ? intervalText(version.precision) : "locks none"}
                </span>
              </TableCell>
              <TableCell numeric>
                {percentText(version.recall)}
                <span className="block text-12 text-ink-3">
                  {version.recall ? intervalText(version.recall) : "no breaches"}
                </span>
              </TableCell>
              <TableCell className="min-w-52">
                <State version={version} />
                {version.refusedBecause && !version.publishedAt ? (
                  <span className="mt-1 block max-w-[62ch] text-12 text-pretty text-ink-2">
                    {version.refusedBecause}
                  </span>
                ) : null}
              </TableCell>
              <TableCell className="relative text-right">
                {version.isInForce ? null : (
                  <Button
                    size="sm"
                    aria-label={`Publish version ${version.version}`}
                    pending={pending === version.version}
                    disabledReason={blocked ?? version.belowFloor}
                    onClick={() => onPublish(version.version)}
                  >
                    Publish
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
