/** What one cell of the table was measured from. Times in ms. */
export type Sample = { perSecond: number; latencies: number[] };
export type Figures = { perSecond: number; p50: number; p99: number };

/** The value that half of the others lie below. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that the share `q` of the others lies below; NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** Does `count` pieces of work, `workers` at a time. */
export async function timed(
  count: number,
  workers: number,
  work: (nth: number) => Promise<void>,
): Promise<Sample> {
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let nth = next++; nth < count; nth = next++) {
        const at = performance.now();
        await work(nth);
        latencies.push(performance.now() - at);
      }
    }),
  );
  return { perSecond: count / ((performance.now() - began) / 1000), latencies };
}

/** Rate: the median round. Latencies: of all rounds together. */
export function figuresOf(samples: readonly Sample[]): Figures {
  const latencies = samples.flatMap((sample) => sample.latencies);
  return {
    perSecond: median(samples.map((sample) => sample.perSecond)),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}
