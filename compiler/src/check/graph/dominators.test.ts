import fc from 'fast-check';
import { expect, test } from 'vitest';
import { immediateDominators } from './dominators.ts';

const SEED = 20_260_105;

/** Vertices on every way from the root to a vertex: those without which it cannot be reached. */
function dominatorsByRemoval(predecessors: readonly (readonly number[])[], vertex: number): number[] {
  const reaches = (without: number): boolean => {
    const seen = new Set(without === 0 ? [] : [0]);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [to, from] of predecessors.entries()) {
        if (to === without || seen.has(to) || !from.some((each) => seen.has(each))) continue;
        seen.add(to);
        changed = true;
      }
    }
    return seen.has(vertex);
  };
  return predecessors.flatMap((_, each) => (each === vertex || !reaches(each) ? [each] : []));
}

function dominatorsByTree(idom: Int32Array, vertex: number): number[] {
  const found = [vertex];
  for (let at = vertex; at !== 0; at = idom[at] as number) found.push(idom[at] as number);
  return found.sort((a, b) => a - b);
}

test('a diamond is dominated by its top, a chain by each link before', () => {
  expect([...immediateDominators([[], [0], [1], [1], [2, 3], [4]])]).toEqual([0, 0, 1, 1, 1, 4]);
});

test('a way back changes nothing for those before it', () => {
  expect([...immediateDominators([[], [0, 3], [1], [2]])]).toEqual([0, 0, 1, 2]);
});

/** Each vertex has a predecessor before it; further ones come from anywhere. */
const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((count) =>
    fc
      .tuple(
        ...Array.from({ length: count }, (_, index) =>
          fc.tuple(fc.nat(index), fc.array(fc.nat(count), { maxLength: 2 })),
        ),
      )
      .map((vertices) => [[], ...vertices.map(([first, rest]) => [first, ...rest])] as number[][]),
  );

test(`it finds what removing each vertex finds, on 500 random graphs (seed ${SEED})`, () => {
  fc.assert(
    fc.property(graphs, (predecessors) => {
      const idom = immediateDominators(predecessors);
      for (const vertex of predecessors.keys())
        expect(dominatorsByTree(idom, vertex)).toEqual(dominatorsByRemoval(predecessors, vertex));
    }),
    { seed: SEED, numRuns: 500 },
  );
});
