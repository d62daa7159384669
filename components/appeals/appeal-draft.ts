"use client";

import { useEffect, useState } from "react";
import { CONFIRMATIONS, type Confirmation } from "@/lib/domain/appeal";

/** What is typed so far. */
export type AppealDraft = {
  statement: string;
  stepsTaken: string;
  businessNeed: string;
  confirmations: Confirmation[];
};

const EMPTY: AppealDraft = { statement: "", stepsTaken: "", businessNeed: "", confirmations: [] };

function read(key: string): AppealDraft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const fields = kept as Record<string, unknown>;
    const text = (name: string) => (typeof fields[name] === "string" ? fields[name] : "");
    const ticked = Array.isArray(fields.confirmations) ? fields.confirmations : [];
    return {
      statement: text("statement"),
      stepsTaken: text("stepsTaken"),
      businessNeed: text("businessNeed"),
      confirmations: CONFIRMATIONS.filter((one) => ticked.includes(one)),
    };
  } catch {
    return null;
  }
}

/** Keeps what is typed on this device until it is sent. `savedAt`: when it was last kept; null when it was not. */
export function useAppealDraft(key: string) {
  const [draft, setDraft] = useState(EMPTY);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  useEffect(() => {
    const kept = read(key);
    if (kept) setDraft(kept);
  }, [key]);
  const change = (part: Partial<AppealDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
      setSavedAt(new Date());
    } catch {
      setSavedAt(null);
    }
  };
  const forget = () => {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // A device that keeps nothing has nothing to forget.
    }
  };
  return { draft, change, savedAt, forget };
}
