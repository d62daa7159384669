import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonLook, buttonStyle } from "./button-style";
import { cn } from "./cn";
import { Keys } from "./key";

type LinkButtonProps = ComponentProps<typeof Link> &
  ButtonLook & { keys?: readonly string[] | undefined; icon?: ReactNode };

export function LinkButton({ variant, size, keys, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={cn(buttonStyle({ variant, size }), className)}>
      {icon}
      {children}
      {keys ? <Keys keys={keys} className="-mr-1 pointer-coarse:hidden" /> : null}
    </Link>
  );
}
