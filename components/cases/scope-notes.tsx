"use client";

import { Checkbox } from "@/components/ui/checkbox";
import type { CaseView } from "@/lib/contracts/case";
import { supersededBy } from "@/lib/domain/decision";
import { MEASURE_NAMES } from "@/lib/domain/measure";
import type { Scope } from "@/lib/domain/scope";
import type { ScopedMeasure } from "./measure-scope";
import { Untrusted } from "./untrusted";

const DATE = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

/** Restrictions that end because this one begins. */
export function Superseded({ view, chosen }: { view: CaseView; chosen: ScopedMeasure }) {
  const ids = supersededBy(chosen, view.member.restrictions);
  const ended = view.member.restrictions.filter((one) => ids.includes(one.restrictionId));
  return ended.map((one) => (
    <p key={one.restrictionId} className="mt-2 text-12 text-ink-2">
      Takes the place of a {MEASURE_NAMES[one.measure].toLowerCase()}
      {one.capPerDay ? ` of ${one.capPerDay} a day` : ""} that would run{" "}
      {one.endsAt ? `until ${DATE.format(new Date(one.endsAt))}` : "until lifted"}.
    </p>
  ));
}

/** Whom a restriction towards named members names: the other people of the case. */
export function NamedMembers({
  view,
  scope,
  onChange,
}: {
  view: CaseView;
  scope: Scope;
  onChange: (scope: Scope) => void;
}) {
  return (
    <fieldset className="mt-2 ml-12">
      <legend className="sr-only">Named members</legend>
      {view.counterparts.map(({ memberId, name }) => (
        <Checkbox
          key={memberId}
          label={<Untrusted text={name} />}
          checked={scope.counterparts.includes(memberId)}
          onChange={(event) =>
            onChange({
              ...scope,
              counterparts: event.target.checked
                ? [...scope.counterparts, memberId]
                : scope.counterparts.filter((one) => one !== memberId),
            })
          }
        />
      ))}
      {view.counterparts.length === 0 ? (
        <p className="text-12 text-ink-2">Nobody else is part of this case.</p>
      ) : null}
    </fieldset>
  );
}
