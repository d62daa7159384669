import Link from "next/link";
import { Untrusted } from "@/components/cases/untrusted";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { Instant } from "@/components/ui/time-element";
import type { AccountRow } from "@/db/queries/account";
import { ACCOUNT_TYPE_LABELS } from "@/lib/domain/member";

function StandingBadge({ row }: { row: AccountRow }) {
  if (row.inForce === 0) return <span className="text-ink-3">Open</span>;
  return <Badge tone="accent">{row.inForce === 1 ? "1 measure" : `${row.inForce} measures`}</Badge>;
}

/** Members with what is open about them. */
export function AccountTable({ caption, rows }: { caption: string; rows: readonly AccountRow[] }) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <TableHeader>Member</TableHeader>
          <TableHeader className="max-md:hidden">Account</TableHeader>
          <TableHeader className="max-md:hidden">E-mail</TableHeader>
          <TableHeader className="max-md:hidden">Joined</TableHeader>
          <TableHeader>Standing</TableHeader>
          <TableHeader numeric>Strikes</TableHeader>
          <TableHeader numeric>Open cases</TableHeader>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.memberId} className="relative">
            <TableHeader scope="row">
              <Link
                href={`/accounts/${encodeURIComponent(row.memberId)}`}
                className="flex items-center gap-2.5 after:absolute after:inset-0 after:content-['']"
              >
                <Avatar name={row.displayName} />
                <span className="min-w-0">
                  <Untrusted text={row.displayName} />{" "}
                  <span className="mono ml-1 font-normal text-ink-3">{row.memberId}</span>
                </span>
              </Link>
            </TableHeader>
            <TableCell className="whitespace-nowrap max-md:hidden">
              {ACCOUNT_TYPE_LABELS[row.accountType]}
            </TableCell>
            <TableCell className="text-ink-2 max-md:hidden">{row.email ?? "None"}</TableCell>
            <TableCell className="whitespace-nowrap text-ink-2 max-md:hidden">
              <Instant at={row.joinedAt} format="date" />
            </TableCell>
            <TableCell>
              <StandingBadge row={row} />
            </TableCell>
            <TableCell numeric>{row.strikes}</TableCell>
            <TableCell numeric>{row.openCases}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
