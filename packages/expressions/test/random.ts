/** Numbers that look random and come from a seed (mulberry32, public domain): the same on every machine. */
export function randomOf(seed: number): { next(): number; pick<T>(from: readonly T[]): T; upTo(most: number): number } {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  return { next, upTo, pick: (from) => from[upTo(from.length - 1)] as never };
}
