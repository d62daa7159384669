import { useEffect, useEffectEvent } from "react";
import { isTyping } from "./typing";

/** What a key does; false when it is not for this key's deed after all. */
export type KeyDeeds = Partial<Record<string, (event: KeyboardEvent) => unknown>>;

function usePress(pressed: (event: KeyboardEvent) => void): void {
  const press = useEffectEvent(pressed);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** Single keys of a page, by `KeyboardEvent.key` in lower case. They rest while somebody types or a dialog is open. */
export function useKeys(deeds: KeyDeeds): void {
  usePress((event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
    const deed = deeds[event.key.toLowerCase()];
    if (deed && deed(event) !== false) event.preventDefault();
  });
}

/** ⌘⏎ and Ctrl ⏎ send from everywhere, also while somebody types. */
export function useSubmitKey(submit: () => void): void {
  usePress((event) => {
    if (event.defaultPrevented || event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    submit();
  });
}

/** ⌘S and Ctrl S store from everywhere, in place of the browser's own saving of the page. */
export function useSaveKey(save: () => void): void {
  usePress((event) => {
    if (event.defaultPrevented || event.key.toLowerCase() !== "s" || !(event.metaKey || event.ctrlKey))
      return;
    event.preventDefault();
    save();
  });
}
