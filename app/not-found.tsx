import { ErrorState } from "@/components/ui/error-state";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center px-5">
      <ErrorState title="There is nothing at this address" back={{ href: "/", label: "Start page" }}>
        The link may be incomplete, or what it pointed to is gone.
      </ErrorState>
    </main>
  );
}
