import { type NodeSketch, planOf, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

type EachSketch = Extract<NodeSketch, { op: 'each' }>;

/** A loop over 4,000 items whose turns give what `value` says, and an effect behind it. */
function looping(value: string, each: Partial<EachSketch>): TestRun {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'all', op: 'each', ...each },
        { id: 'make', op: 'set', value, parent: 'all' },
        { id: 'after', op: 'act' },
      ],
    }),
  );
  run.start(Array.from({ length: 4_000 }, (_, n) => n));
  return run;
}

const TEXT = '${ "a text of some length, " + string(item) }';
const LONG = `\${ "${'a text that is rather long '.repeat(6)}" + string(item) }`;

test('results that nothing reads are there for people as far as they are small, and every turn counts', () => {
  const run = looping(TEXT, { keep: { fields: { count: null } } });
  expect(run.state.frames[0]?.outputs.all).toEqual({ count: 4_000 });
  const told = run.view.visits.find(({ key }) => key === 'all#1')?.output as { items: unknown[] };
  expect(told.items.length).toBeGreaterThan(1_000);
  expect(told.items).toEqual(Array.from(told.items, (_, n) => `a text of some length, ${n}`));
  expect(told.items.length).toBeLessThan(2_000);
});

test('of results that are read in part that part is kept of each', () => {
  const run = looping('${ {"n": item, "text": "a text of some length, that nothing reads"} }', {
    keep: { fields: { items: { each: { fields: { n: null } } } } },
  });
  expect(run.state.frames[0]?.outputs.all).toEqual({ items: Array.from({ length: 4_000 }, (_, n) => ({ n })) });
});

test('a loop that gives more than a run can carry fails with limit.payload, whatever its items may do', () => {
  const run = looping(LONG, { on_item_error: 'skip' });
  expect(run.state.result).toMatchObject({
    status: 'failed',
    error: { code: 'limit.payload', node: 'all', details: { max: 500_000 } },
  });
  expect(run.state.result?.error?.message).toBe(
    '"all" gives more than 500 KB. Collect less of each turn, or go over fewer items.',
  );
});

test('the same of which nothing is read runs to its end', () => {
  const run = looping(LONG, { keep: { fields: { count: null } } });
  expect(run.state.frames[0]?.outputs.all).toEqual({ count: 4_000 });
});

test('an until reads what was given so far, so all of it is kept', () => {
  const run = looping(TEXT, { keep: { fields: { count: null } }, until: '${ size(nodes.all.items) == 3000 }' });
  expect(run.state.frames[0]?.outputs.all).toEqual({ count: 3_000 });
});

test('errors that are reported, and contributions, count as what the loop gives', () => {
  const failing = new TestRun(
    planOf({
      nodes: [
        { id: 'all', op: 'each', on_item_error: 'report' },
        { id: 'no', op: 'raise', code: 'business.no', message: LONG, parent: 'all' },
      ],
      output: { value: '${ nodes.all.errors }' },
    }),
  );
  failing.start(Array.from({ length: 4_000 }, (_, n) => n));
  expect(failing.state.result?.error?.code).toBe('limit.payload');
  const adding = new TestRun(
    planOf({
      variables: { texts: { initial: [], merge: 'append' } },
      nodes: [
        { id: 'all', op: 'each', concurrency: 2, keep: { fields: { count: null } } },
        { id: 'add', op: 'set', add: { texts: LONG }, parent: 'all' },
      ],
    }),
  );
  adding.start(Array.from({ length: 4_000 }, (_, n) => n));
  expect(adding.state.result?.error?.code).toBe('limit.payload');
});
