import { ErrorState } from "@/components/ui/error-state";

export default function Forbidden() {
  return (
    <main className="grid min-h-dvh place-items-center px-5">
      <ErrorState
        title="Your role does not include this page"
        back={{ href: "/queue", label: "Go to the queue" }}
      >
        Nothing was changed. An admin of your team can give you the role that does.
      </ErrorState>
    </main>
  );
}
