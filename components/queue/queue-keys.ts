import { useEffect, useEffectEvent } from "react";
import { isTyping } from "@/components/shell/typing";

/** What a key does; false when it is not for this key's deed after all. */
export type KeyDeeds = Partial<Record<string, (event: KeyboardEvent) => unknown>>;

/** Single keys of a page, by `KeyboardEvent.key` in lower case. They rest while somebody types or a dialog is open. */
export function useKeys(deeds: KeyDeeds): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
    const deed = deeds[event.key.toLowerCase()];
    if (deed && deed(event) !== false) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
