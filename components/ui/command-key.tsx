"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};
const isApple = () => /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** The cap of the key that sends and opens the commands: ⌘ on Apple's keyboards, Ctrl on others. */
export function CommandKey() {
  return useSyncExternalStore(never, isApple, () => true) ? "⌘" : "Ctrl";
}
