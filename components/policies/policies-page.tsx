import type { ReactNode } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { LinkButton } from "@/components/ui/link-button";
import { Instant } from "@/components/ui/time-element";
import type { PoliciesView } from "@/lib/contracts/policy-view";
import { DraftEntry } from "./draft-entry";
import { NewDraft } from "./new-draft";
import { PoliciesLive } from "./policies-live";
import { PoliciesTabs } from "./policies-tabs";
import { VersionEntry } from "./version-entry";

function Block({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-line border-b px-6 py-5 max-md:px-4">
      <h2 className="mb-1">
        {title} {note ? <span className="ml-2 text-12 font-normal text-ink-3">{note}</span> : null}
      </h2>
      {children}
    </section>
  );
}

/** What is in force, what is on its way and waits for whom, and what was before. */
export function PoliciesPage({ view, isFirstPage }: { view: PoliciesView; isFirstPage: boolean }) {
  const { inForce, drafts, history } = view;
  const waiting = drafts.filter((draft) => draft.mayApprove);
  const others = drafts.filter((draft) => !draft.mayApprove);
  return (
    <>
      <PoliciesLive />
      <PageBar
        title="Policies"
        lead={
          <span>
            Version {inForce.version} has been in force since <Instant at={inForce.publishedAt} />. Times are
            UTC.
          </span>
        }
        actions={
          view.mayEdit ? (
            <NewDraft fromVersion={inForce.version} label="New draft" isPrimary />
          ) : (
            <span className="text-12 text-ink-3">Drafting takes the policy manager role.</span>
          )
        }
      />
      <PoliciesTabs current="policy" />
      {waiting.length > 0 ? (
        <Block title="Waiting for your signature" note="you had no part in them">
          <ul>
            {waiting.map((draft) => (
              <DraftEntry key={draft.draftId} draft={draft} />
            ))}
          </ul>
        </Block>
      ) : null}
      {isFirstPage ? (
        <Block title="On their way">
          {others.length === 0 ? (
            <p className="text-ink-2">
              {waiting.length > 0
                ? "Nothing else."
                : "No draft. A change begins as one, and a second person puts it in force."}
            </p>
          ) : (
            <ul>
              {others.map((draft) => (
                <DraftEntry key={draft.draftId} draft={draft} />
              ))}
            </ul>
          )}
        </Block>
      ) : null}
      <Block title="History" note="newest first, each with what it changed">
        <ol>
          {history.map((version) => (
            <VersionEntry
              key={version.version}
              version={version}
              inForce={inForce.version}
              mayEdit={view.mayEdit}
            />
          ))}
        </ol>
        <nav aria-label="More versions" className="mt-4 flex gap-2">
          {isFirstPage ? null : (
            <LinkButton size="sm" href="/policies">
              Newest
            </LinkButton>
          )}
          {view.before ? (
            <LinkButton size="sm" href={`/policies?before=${view.before}`}>
              Older
            </LinkButton>
          ) : null}
        </nav>
      </Block>
    </>
  );
}
