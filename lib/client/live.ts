import type { Hint } from "@/lib/services/run-operation";

/** How the live stream stands. Offline: since when, and when the next attempt comes (ms since 1970). */
export type LiveState =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "offline"; since: number; retryAt: number };

export type LiveListener = {
  /** Something changed. */
  onHint: (hint: Hint) => void;
  /** Hints arrive from now on; earlier ones may have been missed. */
  onRefetch: () => void;
  /** The stream broke; the session may have ended. */
  onLost: () => void;
};

type Source = Pick<EventSource, "addEventListener" | "close">;

const BACKOFF_MS = [1000, 2000, 4000, 8000, 15_000];

/** One stream of server-sent events that comes back by itself, and says how it stands. */
export class LiveConnection {
  #state: LiveState = { kind: "connecting" };
  #source: Source | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  readonly #watchers = new Set<() => void>();

  constructor(
    readonly listener: LiveListener,
    readonly open: () => Source = () => new EventSource("/api/events"),
  ) {}

  get state(): LiveState {
    return this.#state;
  }

  /** Calls back after each change of `state`. Returns how to stop. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => {
      this.#watchers.delete(changed);
    };
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const changed of [...this.#watchers]) changed();
  }

  /** Connects, at once if it was waiting to try again. */
  connect(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = this.open();
    this.#source = source;
    source.addEventListener("refetch", () => {
      if (this.#source !== source) return;
      this.#attempts = 0;
      this.#become({ kind: "live" });
      this.listener.onRefetch();
    });
    source.addEventListener("hint", (event) => {
      if (this.#source === source && event instanceof MessageEvent)
        this.listener.onHint(JSON.parse(event.data));
    });
    source.addEventListener("stopped", () => this.#lost(source));
    source.addEventListener("error", () => this.#lost(source));
  }

  #lost(source: Source): void {
    if (this.#source !== source) return;
    source.close();
    this.#source = null;
    const waitMs = BACKOFF_MS[Math.min(this.#attempts, BACKOFF_MS.length - 1)] ?? 0;
    const since = this.#state.kind === "offline" ? this.#state.since : Date.now();
    this.#attempts++;
    this.#timer = setTimeout(() => this.connect(), waitMs);
    this.#become({ kind: "offline", since, retryAt: Date.now() + waitMs });
    this.listener.onLost();
  }

  /** Ends the stream for good. */
  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
}
