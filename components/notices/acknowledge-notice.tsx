"use client";

import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/time-element";
import { acknowledgeNoticeAction } from "@/lib/actions/notice";

/** A warning has to be confirmed: the button, and afterwards when it was. */
export function AcknowledgeNotice({
  token,
  acknowledgedAt,
}: {
  token: string;
  acknowledgedAt: string | null;
}) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [failure, setFailure] = useState<string | null>(null);
  if (acknowledgedAt) {
    return (
      <p role="status" className="mt-5.5 flex items-center gap-2 text-15 text-ink-2">
        <Check aria-hidden="true" className="size-4 text-ok" />
        <span>
          You confirmed on <Instant at={acknowledgedAt} format="date" /> that you have read this.
        </span>
      </p>
    );
  }
  const confirm = () =>
    startTransition(async () => {
      const answer = await acknowledgeNoticeAction({ token }).catch(() => null);
      setFailure(answer?.ok ? null : "That did not reach us. Nothing was stored; press again in a moment.");
      if (answer?.ok) router.refresh();
    });
  return (
    <div className="mt-5.5">
      <Button variant="primary" size="lg" pending={isPending} onClick={confirm} className="max-sm:w-full">
        I have read this
      </Button>
      {failure ? (
        <p role="alert" className="mt-2 text-15 text-crit">
          {failure}
        </p>
      ) : null}
    </div>
  );
}
