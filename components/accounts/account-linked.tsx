import Link from "next/link";
import { Untrusted } from "@/components/cases/untrusted";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { Instant } from "@/components/ui/time-element";
import { FINGERPRINT_KINDS } from "@/lib/domain/member";
import type { AccountPage } from "@/lib/services/account";

/** Accounts that share a fingerprint with this one, and which. */
export function AccountLinked({ linked }: Pick<AccountPage, "linked">) {
  return (
    <Table caption="Accounts that share a fingerprint" captionHidden>
      <thead>
        <tr>
          <TableHeader>Account</TableHeader>
          <TableHeader>Shared</TableHeader>
          <TableHeader>Since</TableHeader>
        </tr>
      </thead>
      <tbody>
        {linked.map((other) => (
          <TableRow key={other.memberId}>
            <TableHeader scope="row">
              <Link href={`/accounts/${encodeURIComponent(other.memberId)}`} className="link">
                <Untrusted text={other.displayName} />
              </Link>
            </TableHeader>
            <TableCell>{FINGERPRINT_KINDS.filter((kind) => other.kinds.includes(kind)).join(", ")}</TableCell>
            <TableCell>
              <Instant at={other.since} format="date" />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
