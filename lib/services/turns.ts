const last = new Map<string, Promise<unknown>>();

/** Runs work that names the same thing one after the other, in the order it came, within this process. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const mine = (last.get(name) ?? Promise.resolve()).then(work);
  const settled = mine.catch(() => {});
  last.set(name, settled);
  try {
    return await mine;
  } finally {
    if (last.get(name) === settled) last.delete(name);
  }
}

const taken = new Map<string, number>();

/** Takes one of `count` places under a name; returns how to give it back, or null when none is free. */
export function takePlace(name: string, count: number): (() => void) | null {
  const before = taken.get(name) ?? 0;
  if (before >= count) return null;
  taken.set(name, before + 1);
  return () => {
    const now = (taken.get(name) ?? 1) - 1;
    if (now === 0) taken.delete(name);
    else taken.set(name, now);
  };
}

/** Makes a gate that lets at most `count` pieces of work through at once; the others wait in the order they came. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= count) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place goes straight to who waits, so that nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
