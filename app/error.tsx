"use client";

import { ErrorState } from "@/components/ui/error-state";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="grid min-h-dvh place-items-center px-5">
      <ErrorState
        title="This page did not load"
        retry={reset}
        {...(error.digest ? { reference: error.digest } : {})}
      >
        Nothing was stored or lost. Try again; if it stays, give the reference to whoever runs this console.
      </ErrorState>
    </main>
  );
}
