import pg from "pg";
import type { Hint } from "./run-operation";

/**
 * What an open console is told: something changed; hints arrive from now on, and earlier ones may have been missed, so
 * read everything again; hints have stopped.
 */
export type LiveMessage = { kind: "hint"; hint: Hint } | { kind: "refetch" } | { kind: "stopped" };

type Listener = (message: LiveMessage) => void;

const CHANNEL = "lockkeeper";
const TOPICS: readonly string[] = [
  "queue",
  "case",
  "appeal",
  "outbox",
  "analytics",
  "account",
  "policy",
  "lock",
];
/** Waits between attempts to listen again, ms; the last one repeats. */
const BACKOFF_MS = [100, 250, 500, 1000, 2000, 5000];
/** How often the listening connection is asked whether it still lives, ms: a cut wire says nothing by itself. */
const PROBE_MS = 20_000;

/** Reads a notification; null for anything that is not one of ours. */
export function parseHint(payload: string | undefined): Hint | null {
  try {
    const read: unknown = JSON.parse(payload ?? "");
    if (typeof read !== "object" || read === null || !("topic" in read)) return null;
    if (typeof read.topic !== "string" || !TOPICS.includes(read.topic)) return null;
    const id = "id" in read && typeof read.id === "string" ? { id: read.id } : {};
    return { topic: read.topic as Hint["topic"], ...id };
  } catch {
    return null;
  }
}

/**
 * One LISTEN connection that all streams of a process share. It connects with the first listener, leaves with the last,
 * and comes back by itself; after each gap every listener is told to read again, since notifications were lost.
 */
export class LiveHub {
  readonly #listeners = new Set<Listener>();
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #probe: NodeJS.Timeout | undefined;
  #attempts = 0;
  #isListening = false;

  constructor(readonly url: string) {}

  /** Hears everything from now on, beginning with `refetch` once it listens. Returns how to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#isListening) listener({ kind: "refetch" });
    else if (this.#listeners.size === 1 && this.#client === null) void this.#open();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#leave();
    };
  }

  #tell(message: LiveMessage): void {
    for (const listener of [...this.#listeners]) listener(message);
  }

  async #open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: "lockkeeper live",
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    this.#client = client;
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    client.on("notification", ({ payload }) => {
      const hint = parseHint(payload);
      if (hint) this.#tell({ kind: "hint", hint });
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch {
      this.#lost(client);
      return;
    }
    if (this.#client !== client) return;
    this.#attempts = 0;
    this.#isListening = true;
    this.#probe = setInterval(() => this.#ask(client), PROBE_MS);
    this.#probe.unref();
    this.#tell({ kind: "refetch" });
  }

  #ask(client: pg.Client): void {
    const late = setTimeout(() => this.#lost(client), PROBE_MS / 2);
    late.unref();
    client.query("select 1").then(
      () => clearTimeout(late),
      () => {
        clearTimeout(late);
        this.#lost(client);
      },
    );
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    if (this.#isListening) this.#tell({ kind: "stopped" });
    this.#drop();
    if (this.#listeners.size === 0) return;
    const waitMs = BACKOFF_MS[Math.min(this.#attempts, BACKOFF_MS.length - 1)] ?? 0;
    this.#attempts++;
    this.#timer = setTimeout(() => void this.#open(), waitMs);
  }

  #drop(): void {
    const client = this.#client;
    this.#client = null;
    this.#isListening = false;
    clearInterval(this.#probe);
    client?.end().catch(() => {});
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#attempts = 0;
    this.#drop();
  }
}

/** Streams a process holds open at most, in all and for one person. */
export const STREAMS_MAX = 500;
export const STREAMS_MAX_PER_PERSON = 12;

type OpenStream = { staffId: string; close: () => void };
type Registry = { hub: LiveHub | null; streams: Set<OpenStream>; isClosing: boolean };

// Pages, routes and instrumentation are bundled apart: what a process shares hangs on its global object.
const holder = globalThis as typeof globalThis & { lockkeeperLive?: Registry };

function registry(): Registry {
  holder.lockkeeperLive ??= { hub: null, streams: new Set(), isClosing: false };
  return holder.lockkeeperLive;
}

/** The process's hub on a database. */
export function liveHub(url: string): LiveHub {
  const shared = registry();
  if (shared.hub?.url !== url) shared.hub = new LiveHub(url);
  return shared.hub;
}

/**
 * Registers an open stream. Returns how to take it off again; null when the process or the person has too many, or the
 * process is about to end.
 */
export function holdStream(stream: OpenStream): (() => void) | null {
  const { streams, isClosing } = registry();
  const own = [...streams].filter((one) => one.staffId === stream.staffId).length;
  if (isClosing || streams.size >= STREAMS_MAX || own >= STREAMS_MAX_PER_PERSON) return null;
  streams.add(stream);
  return () => {
    streams.delete(stream);
  };
}

/** Ends every open stream, for good: an open stream would hold the process for a minute after SIGTERM. */
export function closeLiveStreams(): void {
  const shared = registry();
  shared.isClosing = true;
  for (const stream of [...shared.streams]) stream.close();
  shared.streams.clear();
}
