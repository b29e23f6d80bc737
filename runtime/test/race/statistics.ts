/** Draws for an interval. */
const DRAWS = 2000;

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** A ratio of medians with its interval of 95 %, by drawing runs anew. The same draws each time. */
export function ratioOfMedians(
  ours: readonly number[],
  theirs: readonly number[],
): { readonly ratio: number; readonly low: number; readonly high: number } {
  let seed = 20261201;
  const drawn = (values: readonly number[]) =>
    values.map(() => {
      // A linear congruence: good enough to choose runs by.
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return values[seed % values.length] as number;
    });
  const ratios = Array.from({ length: DRAWS }, () => medianOf(drawn(ours)) / medianOf(drawn(theirs))).sort(
    (a, b) => a - b,
  );
  return {
    ratio: medianOf(ours) / medianOf(theirs),
    low: ratios[Math.floor(DRAWS * 0.025)] as number,
    high: ratios[Math.floor(DRAWS * 0.975)] as number,
  };
}
