import { ErrorState } from "@/components/ui/error-state";

/** The frame of the console stays: its navigation is the way out. */
export default function Forbidden() {
  return (
    <div className="grid min-h-[70dvh] flex-1 place-items-center px-5">
      <ErrorState
        title="Your role does not include this page"
        back={{ href: "/queue", label: "Go to the queue" }}
      >
        Nothing was changed. An admin of your team can give you the role that does.
      </ErrorState>
    </div>
  );
}
