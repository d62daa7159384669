"use client";

import { useFreshPage } from "./use-fresh-page";

/** Keeps the list of policies as it is now. */
export function PoliciesLive() {
  useFreshPage(() => true);
  return null;
}
