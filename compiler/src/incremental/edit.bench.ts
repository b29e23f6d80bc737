import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import { branchingOf } from '../../test/large/branching.ts';
import { editSorts } from '../../test/large/edit-sorts.ts';
import { nestedOf } from '../../test/large/nested.ts';
import { sequentialOf } from '../../test/large/sequential.ts';
import { createChecker, type LoweringRegistry } from '../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const EDITS = 41;
const WARM = 20;
/** Edits of each sort that warm the process up, as other services do that were worked on before. */
const BEFORE = 60;

/** Changes that turn a sound service into one that is not, so that most of it is judged anew. */
const BREAKING = ['disconnect', 'add in the middle'];

/** Milliseconds from an edit to the findings: medians of each sort of edit, the worst of them as the value. */
function measure(document: Json): { value: number; detail: string } {
  warmUp(document);
  const medians = Object.entries(editSorts(document as unknown as Service)).map(([sort, operations]) => {
    const checker = createChecker(options, document);
    const times: number[] = [];
    for (let time = 0; time < WARM + EDITS; time += 1) {
      const edit = operations(time);
      const began = performance.now();
      const applied = checker.apply(edit);
      checker.check();
      if (time >= WARM) times.push(performance.now() - began);
      if (!applied.ok) throw new Error(`the edit "${sort}" does not apply: ${applied.error.message}`);
    }
    return { sort, median: medianOf(times) };
  });
  // The first edit of all: nothing that it leads to was ever seen.
  for (const [sort, operations] of Object.entries(editSorts(document as unknown as Service))) {
    if (!BREAKING.includes(sort)) continue;
    const times: number[] = [];
    for (let time = 0; time < WARM + EDITS; time += 1) {
      const checker = createChecker(options, document);
      checker.check();
      const began = performance.now();
      checker.apply(operations(0));
      checker.check();
      if (time >= WARM) times.push(performance.now() - began);
    }
    medians.push({ sort: `first ${sort}`, median: medianOf(times) });
  }
  // As a worker gets it that is sent the whole document: nothing is the same object, all but one step is written alike.
  const checker = createChecker(options, document);
  const again: number[] = [];
  for (let time = 0; time < WARM + EDITS; time += 1) {
    const sent = structuredClone({ ...(document as object), name: `Service ${time}` }) as Json;
    const began = performance.now();
    checker.open(sent);
    checker.check();
    if (time >= WARM) again.push(performance.now() - began);
  }
  medians.push({ sort: 'sent whole', median: medianOf(again) });
  medians.sort((a, b) => b.median - a.median);
  const middle = medianOf(medians.map(({ median }) => median));
  return {
    value: medians[0]?.median ?? Number.NaN,
    detail: `median of all ${middle.toFixed(2)}; ${medians.map(({ sort, median }) => `${sort} ${median.toFixed(2)}`).join(', ')}`,
  };
}

function warmUp(document: Json): void {
  for (const operations of Object.values(editSorts(document as unknown as Service))) {
    const checker = createChecker(options, document);
    for (let time = 0; time < BEFORE; time += 1) {
      checker.apply(operations(time));
      checker.check();
    }
  }
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

export const benchmarks = [
  { id: 'compile-edit-200-nodes', unit: 'ms', goal: { max: 5 }, run: async () => measure(sequentialOf(200)) },
  { id: 'compile-edit-200-branching-nodes', unit: 'ms', goal: { max: 5 }, run: async () => measure(branchingOf(200)) },
  { id: 'compile-edit-200-nested-nodes', unit: 'ms', goal: { max: 5 }, run: async () => measure(nestedOf(200)) },
];
