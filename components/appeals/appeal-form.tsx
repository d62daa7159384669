"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { v7 as uuidv7 } from "uuid";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { sendAppeal } from "@/lib/actions/appeal";
import type { EvidenceView } from "@/lib/contracts/evidence";
import { CONFIRMATION_LABELS, CONFIRMATIONS } from "@/lib/domain/appeal";
import { useAppealDraft } from "./appeal-draft";
import { appealFailure } from "./appeal-failure";
import { APPEAL_FIELDS, type AppealField, AppealWords } from "./appeal-words";
import { EvidenceField } from "./evidence-field";

/** What a member says against a decision. Typed text stays on this device until it is sent. */
export function AppealForm({
  token,
  draftKey,
  drafts,
  what,
}: {
  token: string;
  draftKey: string;
  drafts: EvidenceView[];
  /** What is appealed, such as "daily limit". */
  what: string;
}) {
  const router = useRouter();
  const { draft, change, savedAt, forget } = useAppealDraft(draftKey);
  const [operationId] = useState(() => uuidv7());
  const [errors, setErrors] = useState<Partial<Record<AppealField, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isSendingFile, setSendingFile] = useState(false);
  const [isPending, startTransition] = useTransition();
  const faults = APPEAL_FIELDS.filter((field) => errors[field]);

  const type = (field: AppealField, text: string) => {
    setErrors(({ [field]: _, ...others }) => others);
    change({ [field]: text });
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isPending || isSendingFile) return;
    startTransition(async () => {
      const answer = await sendAppeal({ token, operationId, ...draft }).catch(() => null);
      if (answer?.ok) {
        forget();
        router.replace(new URL(answer.value.statusUrl).pathname);
        return;
      }
      const found = appealFailure(answer?.error ?? null);
      setErrors(found.fields);
      setFailure(found.failure);
      const first = APPEAL_FIELDS.find((field) => found.fields[field]);
      if (first) document.getElementById(`appeal-${first}`)?.focus();
    });
  };

  return (
    <form onSubmit={send} noValidate>
      <AppealWords what={what} draft={draft} errors={errors} savedAt={savedAt} onType={type} />
      <EvidenceField token={token} drafts={drafts} onBusy={setSendingFile} />
      <fieldset className="mt-8">
        <legend className="mb-2.5 font-semibold">Tick what is true</legend>
        {CONFIRMATIONS.map((one) => (
          <Checkbox
            key={one}
            size="lg"
            label={CONFIRMATION_LABELS[one]}
            checked={draft.confirmations.includes(one)}
            onChange={(event) => {
              const others = draft.confirmations.filter((other) => other !== one);
              change({ confirmations: event.currentTarget.checked ? [...others, one] : others });
            }}
            className="border-line border-t py-3 last:border-b"
          />
        ))}
      </fieldset>
      {failure ? (
        <Banner tone="crit" live title="Your appeal was not sent" className="mt-8 text-15">
          {failure}
        </Banner>
      ) : null}
      <div className="mt-8 flex flex-wrap items-center gap-4">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          pending={isPending}
          disabledReason={isSendingFile ? "A file is still on its way." : null}
          className="max-sm:w-full"
        >
          Send appeal
        </Button>
        <p role="status" className="text-15 text-ink-2">
          {faults.length === 0
            ? ""
            : faults.length === 1
              ? "One thing to fill in first"
              : `${faults.length} things to change first`}
        </p>
      </div>
    </form>
  );
}
