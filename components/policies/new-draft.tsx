"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { v7 as uuidv7 } from "uuid";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { createDraftAction } from "@/lib/actions/policy";
import { wordsSchema } from "@/lib/contracts/policy";
import { draftHref, policyRefusalText } from "@/lib/contracts/policy-view";

const TITLE = wordsSchema({ max: 80, isLine: true });

/** Draws a draft from a version, under a name, and opens it. */
export function NewDraft({
  fromVersion,
  label,
  isPrimary = false,
}: {
  fromVersion: number;
  label: string;
  isPrimary?: boolean | undefined;
}) {
  const router = useRouter();
  const [title, setTitle] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [intent] = useState(() => uuidv7());
  const [isPending, startTransition] = useTransition();
  const create = (event: FormEvent) => {
    event.preventDefault();
    const parsed = TITLE.safeParse(title);
    if (!parsed.success) {
      setFault("Give it a name, such as what it is to change.");
      return;
    }
    startTransition(async () => {
      const answer = await createDraftAction({ operationId: intent, title, fromVersion }).catch(() => null);
      if (answer?.ok) router.push(draftHref(answer.value));
      else setFault(policyRefusalText(answer?.error ?? { code: "unreachable" }));
    });
  };
  return (
    <Popover
      align="end"
      className="w-80"
      trigger={<Button variant={isPrimary ? "primary" : "plain"}>{label}</Button>}
    >
      <form onSubmit={create}>
        <FormField
          label="Name of the draft"
          hint={`It begins as version ${fromVersion} and changes nothing until a second person approves it.`}
          error={fault}
        >
          {(binding) => (
            <Input
              {...binding}
              autoComplete="off"
              maxLength={80}
              value={title}
              onChange={(event) => {
                setTitle(event.target.value);
                setFault(null);
              }}
            />
          )}
        </FormField>
        <Button type="submit" variant="primary" className="mt-3" pending={isPending}>
          Begin the draft
        </Button>
      </form>
    </Popover>
  );
}
