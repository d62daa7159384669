import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import type { FieldRow } from "@/lib/contracts/openapi-fields";

/** Fields of a body, a query or an answer. */
export function FieldTable({
  caption,
  rows,
  needed = "Needed",
}: {
  caption: string;
  rows: FieldRow[];
  /** What the column says of a field that is always there. */
  needed?: string;
}) {
  if (rows.length === 0) return null;
  return (
    <Table caption={caption} className="max-w-220">
      <thead>
        <TableRow>
          <TableHeader>Field</TableHeader>
          <TableHeader>Type</TableHeader>
          <TableHeader>{needed}</TableHeader>
          <TableHeader>Meaning</TableHeader>
        </TableRow>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.path}>
            <TableHeader scope="row" className="mono">
              {row.path}
            </TableHeader>
            <TableCell className="min-w-40 break-words text-ink-2">{row.type}</TableCell>
            <TableCell>{row.isRequired ? "yes" : "no"}</TableCell>
            <TableCell className="min-w-48 text-ink-2">{row.detail}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
