import { Untrusted } from "@/components/cases/untrusted";
import { Avatar } from "@/components/ui/avatar";
import { Instant } from "@/components/ui/time-element";
import { ACCOUNT_TYPE_LABELS } from "@/lib/domain/member";
import type { AccountPage } from "@/lib/services/account";

const count = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");

function placeOf(locale: string | null, country: string | null): string {
  const language = locale ? new Intl.DisplayNames("en", { type: "language" }).of(locale.slice(0, 2)) : null;
  const land = country ? new Intl.DisplayNames("en", { type: "region" }).of(country) : null;
  return [language, land].filter(Boolean).join(", ");
}

/** Who it is, and the few figures that stand beside a name. */
export function AccountHead({ account }: { account: AccountPage }) {
  const { member, facts } = account;
  const place = placeOf(member.locale, member.country);
  const items = [
    { term: "Joined", value: <Instant at={member.joinedAt} format="date" /> },
    { term: "Connections", value: count(member.connectionCount) },
    { term: "Profile", value: `${member.profile.completenessPercent} %` },
    { term: "Strikes", value: facts.strikes },
    { term: "Cases", value: facts.cases },
    { term: "Overturned", value: facts.overturned },
  ];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-4 border-line border-b px-6 py-5 max-md:px-4">
      <Avatar name={member.displayName} size="lg" className="size-12 text-[16px]" />
      <div className="mr-auto min-w-0">
        <h1 className="wrap-anywhere">
          <Untrusted text={member.displayName} />
        </h1>
        <p className="text-12 text-ink-3">
          {ACCOUNT_TYPE_LABELS[member.accountType]}
          {place ? ` · ${place}` : ""}
          {member.email ? ` · ${member.email}` : ""}
        </p>
      </div>
      <dl className="flex flex-wrap gap-y-3">
        {items.map((item) => (
          <div
            key={item.term}
            className="border-line pr-5 sm:px-5 sm:first:pl-0 sm:last:pr-0 sm:not-first:border-l"
          >
            <dt className="text-12 text-ink-3">{item.term}</dt>
            <dd className="num font-medium whitespace-nowrap">{item.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
