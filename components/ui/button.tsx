"use client";

import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";
import { type ButtonLook, buttonStyle } from "./button-style";
import { cn } from "./cn";
import { Keys } from "./key";
import { Tooltip } from "./tooltip";

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> &
  ButtonLook & {
    /** The deed is under way: the label stays, a line runs after 200 ms, further presses do nothing. */
    pending?: boolean | undefined;
    /** Why it cannot be pressed now. The button stays focusable and says so; null means it can. */
    disabledReason?: string | null | undefined;
    /** The keys that fire it, drawn at the right end. */
    keys?: readonly string[] | undefined;
    icon?: ReactNode;
  };

export function Button({
  variant,
  size,
  pending = false,
  disabledReason,
  keys,
  icon,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const blocked = Boolean(disabledReason);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked || pending) {
      event.preventDefault();
      return;
    }
    onClick?.(event);
  };
  const described = [rest["aria-describedby"], blocked ? reasonId : null].filter(Boolean).join(" ");
  const button = (
    <button
      {...rest}
      type={type}
      className={cn(buttonStyle({ variant, size }), className)}
      onClick={press}
      {...(blocked ? { "aria-disabled": true } : {})}
      {...(pending ? { "aria-busy": true } : {})}
      {...(described ? { "aria-describedby": described } : {})}
    >
      {icon}
      {children}
      {keys && !blocked ? <Keys keys={keys} className="-mr-1 pointer-coarse:hidden" /> : null}
      {pending ? <span aria-hidden="true" className="pending-line" /> : null}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <>
      <Tooltip text={disabledReason}>{button}</Tooltip>
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  );
}
