import { cn } from "./cn";

/** Lockkeeper's own mark: a canal lock from above. */
export function Mark({ className }: { className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 32 32"
      fill="var(--accent)"
      aria-hidden="true"
      className={cn("size-5.5 shrink-0", className)}
    >
      <path opacity="0.42" d="M2 7.6A5.6 5.6 0 0 1 7.6 2h16.8A5.6 5.6 0 0 1 30 7.6v3.9l-14 7.9-14-7.9Z" />
      <path d="M2 15.6l14 7.9 14-7.9v8.8a5.6 5.6 0 0 1-5.6 5.6H7.6A5.6 5.6 0 0 1 2 24.4Z" />
    </svg>
  );
}
