import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { PROBLEM_CODES } from "@/lib/contracts/problem-codes";

/** Every code an error can carry. */
export function ProblemTable() {
  return (
    <Table caption="Errors are application/problem+json (RFC 9457) with a stable code." className="max-w-220">
      <thead>
        <TableRow>
          <TableHeader>Code</TableHeader>
          <TableHeader numeric>Status</TableHeader>
          <TableHeader>Meaning</TableHeader>
        </TableRow>
      </thead>
      <tbody>
        {Object.entries(PROBLEM_CODES).map(([code, [status, meaning]]) => (
          <TableRow key={code} id={`problem-${code}`}>
            <TableHeader scope="row" className="mono">
              {code}
            </TableHeader>
            <TableCell numeric>{status}</TableCell>
            <TableCell className="text-ink-2">{meaning}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
