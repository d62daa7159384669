"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from "react";
import { LiveConnection, type LiveState } from "@/lib/client/live";
import { queueKeys } from "@/lib/client/queue";
import type { Hint } from "@/lib/services/run-operation";

type HintListener = (hint: Hint | null) => void;
type Live = { connection: LiveConnection; listeners: Set<HintListener> };

const LiveContext = createContext<Live | null>(null);
const CONNECTING: LiveState = { kind: "connecting" };
/** Hints of one burst become one question. */
const GATHER_MS = 150;

/** Tells of a back-test's progress, every second: of no interest to the other views of policies. */
const isBackTest = ({ topic, id }: Hint): boolean => topic === "policy" && id === "back-test";

/** Query keys begin with the topic. A change in the queue also ages the page of that case. */
function invalidate(client: QueryClient, hints: readonly Hint[]): void {
  const keys = new Map<string, readonly string[]>();
  for (const hint of hints) {
    const { topic, id } = hint;
    const isCase = topic === "queue" || topic === "case";
    if (isCase) keys.set("queue", ["queue"]);
    const key = isCase ? (id ? ["case", id] : ["case"]) : isBackTest(hint) ? [topic, "back-test"] : [topic];
    keys.set(key.join(), key);
  }
  for (const queryKey of keys.values()) void client.invalidateQueries({ queryKey });
}

function makeLive(client: QueryClient): Live {
  const listeners = new Set<HintListener>();
  let gathered: Hint[] = [];
  const pass = () => {
    const hints = gathered;
    gathered = [];
    invalidate(client, hints);
    for (const hint of hints) for (const listener of listeners) listener(hint);
  };
  const connection = new LiveConnection({
    onHint: (hint) => {
      if (gathered.length === 0) setTimeout(pass, GATHER_MS);
      gathered.push(hint);
    },
    onRefetch: () => {
      void client.invalidateQueries();
      for (const listener of listeners) listener(null);
    },
    onLost: () => void client.invalidateQueries({ queryKey: queueKeys.counts }),
  });
  return { connection, listeners };
}

/** One stream for the whole tab; what it says makes queries old. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [live] = useState(() => makeLive(client));
  useEffect(() => {
    const { connection } = live;
    connection.connect();
    const again = () => {
      if (document.visibilityState === "visible" && connection.state.kind === "offline") connection.connect();
    };
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      connection.close();
    };
  }, [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** How live the page is, and how to try again at once. */
export function useLive(): { state: LiveState; retry: () => void } {
  const live = useContext(LiveContext);
  const state = useSyncExternalStore(
    (changed) => live?.connection.watch(changed) ?? (() => {}),
    () => live?.connection.state ?? CONNECTING,
    () => CONNECTING,
  );
  return { state, retry: () => live?.connection.connect() };
}

/** Hears hints of a page that holds no query of its own. Null: some may have been missed, look again. */
export function useLiveHint(onHint: HintListener): void {
  const live = useContext(LiveContext);
  const hear = useEffectEvent(onHint);
  useEffect(() => {
    if (!live) return;
    const listener: HintListener = (hint) => hear(hint);
    live.listeners.add(listener);
    return () => {
      live.listeners.delete(listener);
    };
  }, [live]);
}
