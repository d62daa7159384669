const KEPT_MS = 5_000;

/** What `load` finds of a database, kept for five seconds: whoever asks meanwhile shares one question. */
export type Kept<D, T> = ((database: D) => Promise<T>) & {
  /** Makes this process ask again; other processes notice within five seconds. */
  forget: (database: D) => void;
};

/**
 * For what every message is judged by and what seldom changes. A failure is not kept.
 *
 * @param part the object of the database that stands for it: the same for as long as it is connected.
 */
export function kept<D, T>(part: (database: D) => object, load: (database: D) => Promise<T>): Kept<D, T> {
  const cache = new WeakMap<object, { until: number; found: Promise<T> }>();
  const forget = (database: D) => void cache.delete(part(database));
  const find = (database: D): Promise<T> => {
    const cached = cache.get(part(database));
    if (cached && cached.until > performance.now()) return cached.found;
    const found = load(database);
    cache.set(part(database), { until: performance.now() + KEPT_MS, found });
    found.catch(() => {
      if (cache.get(part(database))?.found === found) forget(database);
    });
    return found;
  };
  return Object.assign(find, { forget });
}
