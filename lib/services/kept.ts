const KEPT_MS = 5_000;

/** What `load` finds of a database, kept for five seconds: whoever asks meanwhile shares one question. */
export type Kept<D, T> = ((database: D) => Promise<T>) & {
  /** Makes this process ask again; other processes notice within five seconds. */
  forget: (database: D) => void;
};

type Entry = { until: number; found: Promise<unknown> };

// Pages, actions and API routes are bundles of their own, each with this module: what one forgets, all of them forget.
const holder = globalThis as typeof globalThis & { lockkeeperKept?: Map<string, WeakMap<object, Entry>> };

function cacheOf(name: string): WeakMap<object, Entry> {
  holder.lockkeeperKept ??= new Map();
  const cache = holder.lockkeeperKept.get(name) ?? new WeakMap<object, Entry>();
  holder.lockkeeperKept.set(name, cache);
  return cache;
}

/**
 * For what every message is judged by and what seldom changes. A failure is not kept.
 *
 * @param name what is kept: the same thing has the same name everywhere in the process.
 * @param part the object of the database that stands for it: the same for as long as it is connected.
 */
export function kept<D, T>(
  name: string,
  part: (database: D) => object,
  load: (database: D) => Promise<T>,
): Kept<D, T> {
  const cache = cacheOf(name);
  const forget = (database: D) => void cache.delete(part(database));
  const find = (database: D): Promise<T> => {
    const cached = cache.get(part(database));
    if (cached && cached.until > performance.now()) return cached.found as Promise<T>;
    const found = load(database);
    cache.set(part(database), { until: performance.now() + KEPT_MS, found });
    found.catch(() => {
      if (cache.get(part(database))?.found === found) forget(database);
    });
    return found;
  };
  return Object.assign(find, { forget });
}
