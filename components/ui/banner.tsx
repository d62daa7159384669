import { Check, CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const TONE = {
  neutral: { box: "bg-quiet", icon: "text-ink-2", mark: Info },
  warn: { box: "bg-warn-soft", icon: "text-warn", mark: TriangleAlert },
  crit: { box: "bg-crit-soft", icon: "text-crit", mark: CircleAlert },
  ok: { box: "bg-ok-soft", icon: "text-ok", mark: Check },
} as const;

export type BannerTone = keyof typeof TONE;

/** In place, never a modal: neutral no permission, warn changed under you, crit nothing was stored, ok done. */
export function Banner({
  tone = "neutral",
  title,
  children,
  action,
  icon,
  live = false,
  className,
}: {
  tone?: BannerTone | undefined;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
  /** It appeared after the page was read: say it. */
  live?: boolean | undefined;
  className?: string | undefined;
}) {
  const { box, icon: iconTone, mark: Mark } = TONE[tone];
  return (
    <div
      {...(live ? { role: tone === "crit" ? "alert" : "status" } : {})}
      className={cn("flex items-start gap-2.5 rounded-md px-3 py-2.5", box, className)}
    >
      <span aria-hidden="true" className={cn("mt-0.5 shrink-0 [&_svg]:size-4", iconTone)}>
        {icon ?? <Mark strokeWidth={1.75} />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{title}</p>
        {children ? <div className="text-ink-2">{children}</div> : null}
      </div>
      {action ? <div className="shrink-0">{action}</div> : null}
    </div>
  );
}
