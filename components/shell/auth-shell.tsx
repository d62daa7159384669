import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";
import { LockDrawing } from "./lock-drawing";

/** The frame of signing in: the form at the left, the lock at the right. */
export function AuthShell({
  title,
  foot,
  children,
}: {
  title: string;
  /** What the person should know before signing in. */
  foot?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="grid min-h-dvh grid-cols-1 md:grid-cols-[minmax(440px,1fr)_1fr]">
      <div className="flex flex-col justify-between gap-8 px-10 py-8 max-md:px-5 max-md:py-6">
        <p className="flex items-center gap-2 text-15 font-semibold tracking-[-0.018em]">
          <Mark className="size-6" />
          Lockkeeper
        </p>
        <div className="w-full md:w-86 md:self-center">
          <h1 className="mb-6 text-26">{title}</h1>
          {children}
        </div>
        <div className="text-12 text-ink-3">{foot}</div>
      </div>
      <div className="sticky top-0 h-dvh overflow-hidden border-line border-l bg-canvas max-md:hidden">
        <LockDrawing />
      </div>
    </main>
  );
}
