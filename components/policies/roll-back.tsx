"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState, useTransition } from "react";
import { v7 as uuidv7 } from "uuid";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Popover } from "@/components/ui/popover";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { rollBackAction } from "@/lib/actions/policy";
import { policyRefusalText } from "@/lib/contracts/policy-view";

/** Brings an earlier version's content back at once, with a reason; one person is enough to undo. */
export function RollBack({
  toVersion,
  inForce,
  isSmall = false,
}: {
  toVersion: number;
  inForce: number;
  isSmall?: boolean | undefined;
}) {
  const router = useRouter();
  const fieldId = useId();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim().length < 10) {
      setFault("Say why in a sentence: the next person reads it in the history.");
      document.getElementById(fieldId)?.focus();
      return;
    }
    startTransition(async () => {
      const input = { operationId: uuidv7(), toVersion, inForce, reason };
      const answer = await rollBackAction(input).catch(() => null);
      if (!answer?.ok) {
        setFault(policyRefusalText(answer?.error ?? { code: "unreachable" }));
        return;
      }
      setOpen(false);
      toast({ text: `Back to version ${toVersion}, as version ${answer.value.version}` });
      router.push("/policies");
      router.refresh();
    });
  };
  return (
    <Popover
      align="end"
      className="w-90"
      title={`Back to version ${toVersion}`}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button size={isSmall ? "sm" : "md"}>Roll back to {isSmall ? toVersion : "it"}</Button>}
    >
      <form onSubmit={send}>
        <FormField
          id={fieldId}
          label="Why"
          hint={`Its content takes the place of version ${inForce} at once, under a new number. One person is enough.`}
          error={fault}
        >
          {(binding) => (
            <Textarea
              {...binding}
              rows={2}
              maxLength={600}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                setFault(null);
              }}
            />
          )}
        </FormField>
        <Button type="submit" variant="primary" className="mt-3" pending={isPending}>
          Roll back to version {toVersion}
        </Button>
      </form>
    </Popover>
  );
}
