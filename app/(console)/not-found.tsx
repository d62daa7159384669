import { ErrorState } from "@/components/ui/error-state";

/** The frame of the console stays: its navigation is the way out. */
export default function NotFound() {
  return (
    <div className="grid min-h-[70dvh] flex-1 place-items-center px-5">
      <ErrorState
        title="There is nothing at this address"
        back={{ href: "/queue", label: "Go to the queue" }}
      >
        The link may be incomplete, or what it pointed to is gone.
      </ErrorState>
    </div>
  );
}
