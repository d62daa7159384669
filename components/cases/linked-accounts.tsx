import Link from "next/link";
import type { CaseView } from "@/lib/contracts/case";
import { EvidenceSection } from "./evidence-section";
import { Untrusted } from "./untrusted";

/** The accounts that belong together with the member, treated as one: why, how strongly, what they may do now. */
export function LinkedAccounts({ view, hasNamesVeiled }: { view: CaseView; hasNamesVeiled: boolean }) {
  const { linkedAccounts, policy } = view;
  if (linkedAccounts.length === 0) return null;
  return (
    <EvidenceSection
      title="Linked accounts"
      note={`link from ${policy.policy.detectors.D22.linkFrom} · policy v${policy.version}`}
    >
      <ul>
        {linkedAccounts.map((other, place) => (
          <li key={other.memberId} className="border-line py-1.75 leading-[17px] not-first:border-t">
            <p className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">
                {hasNamesVeiled ? (
                  `Account ${place + 1}`
                ) : (
                  <Link href={`/accounts/${encodeURIComponent(other.memberId)}`} className="link">
                    <Untrusted text={other.displayName} />
                  </Link>
                )}
              </span>
              <span className="num shrink-0">
                <span className="sr-only">weight </span>
                {other.weight}
              </span>
            </p>
            <p className="flex gap-2 text-12 text-ink-3">
              <span className="min-w-0 flex-1">
                {hasNamesVeiled ? null : (
                  <span className="mono mr-2">
                    <Untrusted text={other.memberId} />
                  </span>
                )}
                shares {other.kinds.join(", ")}
              </span>
              <span className={other.measures.length > 0 ? "text-ink" : ""}>
                {other.measures.length > 0 ? other.measures.join(", ") : "Not restricted"}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </EvidenceSection>
  );
}
