"use client";

import { useEffect } from "react";
import { readNoticeAction } from "@/lib/actions/notice";

/** Notes that the notice was seen, once it really is on a screen: a prefetch or a mail scanner does not count. */
export function MarkRead({ token }: { token: string }) {
  useEffect(() => {
    let isNoted = false;
    const note = () => {
      if (isNoted || document.visibilityState !== "visible") return;
      isNoted = true;
      // Not reaching the server only means that it is noted at the next visit.
      readNoticeAction({ token }).catch(() => {});
    };
    note();
    document.addEventListener("visibilitychange", note);
    return () => document.removeEventListener("visibilitychange", note);
  }, [token]);
  return null;
}
