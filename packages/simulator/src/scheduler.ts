/** Decides in which groups things that happen at one instant reach the engine. */
export interface Scheduler {
  groups<Item>(items: readonly Item[]): Item[][];
}

/** Everything of one instant in one activation, as it was planned. */
const TOGETHER: Scheduler = { groups: (items) => [[...items]] };

/** One by one, as a server hands over what it learns of one after the other. */
export const ONE_BY_ONE: Scheduler = { groups: (items) => items.map((item) => [item]) };

/** Without a seed all together; with one, shuffled and split at random, the same way every time. */
export function schedulerOf(seed: number | undefined): Scheduler {
  if (seed === undefined) return TOGETHER;
  const random = randomOf(seed);
  return {
    groups: (items) => {
      const left = [...items];
      const groups: (typeof left)[] = [];
      while (left.length > 0) {
        const [item] = left.splice(Math.floor(random() * left.length), 1) as [(typeof left)[number]];
        const last = groups.at(-1);
        if (last === undefined || random() < 0.5) groups.push([item]);
        else last.push(item);
      }
      return groups;
    },
  };
}

/** Numbers in [0, 1) from a seed: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
