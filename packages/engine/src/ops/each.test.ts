import { type NodeSketch, planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

type EachSketch = Extract<NodeSketch, { op: 'each' }>;

/** A loop around one effect, and an effect behind it that tells the loop's output. */
function plan(each: Partial<EachSketch>, body: readonly NodeSketch[] = [], work: Partial<NodeSketch> = {}) {
  return planOf({
    nodes: [
      { id: 'all', op: 'each', ...each },
      { id: 'work', op: 'act', input: '${ item }', parent: 'all', ...work } as NodeSketch,
      ...body,
      { id: 'after', op: 'act', input: '${ nodes.all }' },
    ],
  });
}

test('items run one after the other, each with a key of its own, and results keep their order', () => {
  const run = new TestRun(plan({}));
  expect(run.start(['p', 'q'])).toMatchObject([{ key: 'work#1.1.1', input: 'p' }]);
  expect(run.done('work#1.1.1', 1)).toMatchObject([{ key: 'work#1.2.1', input: 'q' }]);
  expect(run.done('work#1.2.1', 2)).toMatchObject([{ key: 'after#1', input: { items: [1, 2], errors: [], count: 2 } }]);
  expect(run.visits).toEqual(['all#1 completed', 'work#1.1.1 completed', 'work#1.2.1 completed', 'after#1 running']);
  expect([run.state.frames[1], run.state.loops]).toEqual([undefined, {}]);
});

test('a list that is empty makes no turn; what is no list is an error of the loop', () => {
  const empty = new TestRun(plan({}));
  expect(empty.start([])).toMatchObject([{ key: 'after#1', input: { items: [], errors: [], count: 0 } }]);
  const none = new TestRun(plan({}));
  none.start('list');
  expect(none.state.result?.error).toMatchObject({ code: 'expression', node: 'all', iteration: '1' });
});

test('concurrency is a sliding window, and results keep the order of the items', () => {
  const run = new TestRun(plan({ concurrency: 2 }));
  expect(scheduled(run.start([1, 2, 3, 4]))).toEqual(['work#1.1.1', 'work#1.2.1']);
  expect(scheduled(run.done('work#1.2.1', 'b'))).toEqual(['work#1.3.1']);
  expect(scheduled(run.done('work#1.3.1', 'c'))).toEqual(['work#1.4.1']);
  run.done('work#1.4.1', 'd');
  expect(run.done('work#1.1.1', 'a')).toMatchObject([{ input: { items: ['a', 'b', 'c', 'd'], count: 4 } }]);
});

test('with batch an item is a list of up to so many, and index counts batches', () => {
  const run = new TestRun(plan({ batch: 2 }, [], { input: ['${ item }', '${ index }'] }));
  expect(run.start([1, 2, 3])).toMatchObject([{ key: 'work#1.1.1', input: [[1, 2], 0] }]);
  expect(run.done('work#1.1.1')).toMatchObject([{ key: 'work#1.2.1', input: [[3], 1] }]);
});

test('over max_iterations it raises limit.iterations before its first item', () => {
  const run = new TestRun(plan({ max_iterations: 2 }));
  run.start([1, 2, 3]);
  expect(run.state.result?.error).toMatchObject({ code: 'limit.iterations', node: 'all', details: { max: 2 } });
  expect(run.visits).toEqual(['all#1 failed']);
  const fits = new TestRun(plan({ max_iterations: 2 }));
  expect(scheduled(fits.start([1, 2]))).toEqual(['work#1.1.1']);
});

test('collect says what a turn adds, as the turn sees it', () => {
  const run = new TestRun(plan({ collect: '${ [index, nodes.work] }' }));
  run.start(['p']);
  expect(run.done('work#1.1.1', 7)).toMatchObject([{ input: { items: [[0, 7]] } }]);
});

test('without collect a turn adds the output of the node that completed last', () => {
  const run = new TestRun(plan({}, [{ id: 'then', op: 'set', value: '${ nodes.work + 1 }', parent: 'all' }]));
  run.start([0]);
  expect(run.done('work#1.1.1', 1)).toMatchObject([{ input: { items: [2] } }]);
});

test('a collect that cannot be evaluated is an error of the loop, not of the item', () => {
  const run = new TestRun(plan({ collect: '${ nodes.work.nothing }', on_item_error: 'skip' }));
  run.start([1]);
  run.done('work#1.1.1', {});
  expect(run.state.result?.error).toMatchObject({ code: 'expression', node: 'all', iteration: '1' });
});

test('until sees the output so far, this turn included, also behind a collect that looked at the turn', () => {
  const until = '${ nodes.all.items[index] == nodes.work && nodes.all.count == 2 }';
  const run = new TestRun(plan({ collect: '${ nodes.work }', until }));
  run.start([1, 2, 3]);
  run.done('work#1.1.1', 7);
  expect(run.done('work#1.2.1', 8)).toMatchObject([{ key: 'after#1', input: { items: [7, 8], count: 2 } }]);
});

test('until is looked at after each item, sees the output so far, and stops the loop', () => {
  const run = new TestRun(plan({ until: '${ nodes.all.count == 2 && nodes.work == 2 }' }));
  run.start([1, 2, 3]);
  run.done('work#1.1.1', 1);
  expect(run.done('work#1.2.1', 2)).toMatchObject([{ key: 'after#1', input: { items: [1, 2], count: 2 } }]);
});

test('until cancels the items under way', () => {
  const run = new TestRun(plan({ concurrency: 3, until: '${ nodes.work == "yes" }' }));
  run.start([1, 2, 3]);
  expect(run.done('work#1.2.1', 'yes')).toMatchObject([
    { type: 'cancel', key: 'work#1.1.1' },
    { type: 'cancel', key: 'work#1.3.1' },
    { key: 'after#1', input: { items: [null, 'yes'], errors: [], count: 1 } },
  ]);
});

test('an item that fails fails the loop, and the items beside it are cancelled', () => {
  const run = new TestRun(plan({ concurrency: 2 }));
  run.start([1, 2, 3]);
  expect(run.failed('work#1.1.1', 'http.500')).toEqual([{ type: 'cancel', key: 'work#1.2.1' }]);
  run.failed('work#1.2.1', 'cancelled');
  expect(run.state.result?.error).toMatchObject({ code: 'http.500', node: 'work', iteration: '1.1.1' });
  expect(run.visits).toContain('all#1 failed');
});

test('skip leaves null and no entry', () => {
  const run = new TestRun(plan({ on_item_error: 'skip' }));
  run.start([1, 2]);
  expect(scheduled(run.failed('work#1.1.1', 'http.500'))).toEqual(['work#1.2.1']);
  expect(run.done('work#1.2.1', 'ok')).toMatchObject([{ input: { items: [null, 'ok'], errors: [], count: 1 } }]);
});

test('report leaves null and an entry with the error as the error root shows it', () => {
  const run = new TestRun(plan({ on_item_error: 'report' }));
  run.start([1, 2]);
  run.done('work#1.1.1', 'ok');
  const [command] = run.failed('work#1.2.1', { code: 'http.500', message: 'no', details: { status: 500 } }, 3);
  expect(command).toMatchObject({
    input: {
      items: ['ok', null],
      errors: [
        {
          index: 1,
          error: {
            code: 'http.500',
            message: 'no',
            details: { status: 500 },
            node: 'work',
            iteration: '1.2.1',
            attempt: 3,
          },
        },
      ],
      count: 1,
    },
  });
});

test.each([
  ['count', { count: 1 }, 2],
  ['percent', { percent: 50 }, 3],
])('past what it tolerates (%s) the loop fails with the last item error', (_name, tolerate, failures) => {
  const run = new TestRun(plan({ on_item_error: 'skip', tolerate }));
  run.start([1, 2, 3, 4]);
  for (let item = 1; item <= failures; item += 1) {
    expect(run.state.result).toBeNull();
    run.failed(`work#1.${item}.1`, 'http.500');
  }
  expect(run.state.result?.error).toMatchObject({ code: 'http.500', iteration: `1.${failures}.1` });
});

test('what an item leaves under way when it fails is cancelled before the next begins', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'all', op: 'each', on_item_error: 'skip' },
        { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' }, parent: 'all' },
        { id: 'a', op: 'act', parent: 'all', to: null },
        { id: 'b', op: 'act', parent: 'all', to: null },
      ],
    }),
  );
  run.start([1, 2]);
  expect(run.failed('a#1.1.1', 'http.500')).toMatchObject([
    { type: 'cancel', key: 'b#1.1.1' },
    { type: 'schedule', key: 'a#1.2.1' },
    { type: 'schedule', key: 'b#1.2.1' },
  ]);
});

test('a loop that fails may be continued, caught, or tried again as a new visit', () => {
  const continued = new TestRun(plan({ continue: 'instead' }));
  continued.start([1]);
  expect(continued.failed('work#1.1.1', 'http.500')).toMatchObject([{ key: 'after#1', input: 'instead' }]);
  const again = new TestRun(plan({ retry: [{ attempts: 2 }] }));
  again.start([1]);
  expect(again.failed('work#1.1.1', 'http.500')).toEqual([{ type: 'start_timer', key: 'all#1:retry', at: 1_000 }]);
  expect(scheduled(again.pass())).toEqual(['work#2.1.1']);
  again.failed('work#2.1.1', 'http.500');
  expect(again.visits).toEqual(['all#1 failed', 'work#1.1.1 failed', 'all#2 failed', 'work#2.1.1 failed']);
  expect(again.state.result?.status).toBe('failed');
});

test('loops in loops: keys hold visit and item of each, and short names are those of the inner loop', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'outer', op: 'each' },
        { id: 'inner', op: 'each', items: '${ item }', parent: 'outer' },
        {
          id: 'work',
          op: 'act',
          parent: 'inner',
          input: ['${ item }', '${ index }', '${ loop.outer.index }', '${ loop.inner.item }', '${ loop.outer.item }'],
        },
      ],
    }),
  );
  expect(run.start([['a'], ['b', 'c']])).toMatchObject([{ key: 'work#1.1.1.1.1', input: ['a', 0, 0, 'a', ['a']] }]);
  expect(scheduled(run.done('work#1.1.1.1.1'))).toEqual(['work#1.2.1.1.1']);
  expect(run.done('work#1.2.1.1.1')).toMatchObject([{ key: 'work#1.2.1.2.1', input: ['c', 1, 1, 'c', ['b', 'c']] }]);
});

test('a back edge in a body counts anew in each turn, and its visits have keys of their own', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'all', op: 'each' },
        { id: 'work', op: 'act', parent: 'all', errors: [{ to: 'work' }], to: null },
      ],
      loops: [{ node: 'work', port: 'error', max: 1 }],
    }),
  );
  run.start([1, 2]);
  expect(scheduled(run.failed('work#1.1.1', 'quota'))).toEqual(['work#1.1.2']);
  expect(scheduled(run.done('work#1.1.2'))).toEqual(['work#1.2.1']);
  expect(scheduled(run.failed('work#1.2.1', 'quota'))).toEqual(['work#1.2.2']);
  run.failed('work#1.2.2', 'quota');
  expect(run.state.result?.error).toMatchObject({ code: 'limit.iterations', node: 'work', iteration: '1.2.2' });
});

test('outputs inside are those of this turn, then those around', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'before', op: 'set', value: 'outside' },
        { id: 'all', op: 'each' },
        { id: 'look', op: 'set', parent: 'all', value: ['${ nodes.before }', '${ has(nodes.mark) }'] },
        { id: 'mark', op: 'act', parent: 'all', input: '${ nodes.look }' },
      ],
    }),
  );
  expect(run.start([1, 2])).toMatchObject([{ input: ['outside', false] }]);
  expect(run.done('mark#1.1.1', 'x')).toMatchObject([{ key: 'mark#1.2.1', input: ['outside', false] }]);
});

test('the address of a callback answers the next visit of its wait in this turn', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'all', op: 'each' },
        { id: 'ask', op: 'act', parent: 'all', input: '${ callback.hold.url }' },
        { id: 'hold', op: 'wait', parent: 'all', on: { callback: true } },
      ],
    }),
  );
  run.start([1, 2]);
  run.done('ask#1.1.1');
  expect(run.message('omniroute.callback', 'hold#1.1.1')).toMatchObject([
    { key: 'ask#1.2.1', input: 'omniroute-callback://hold#1.2.1/' },
  ]);
});

test('a body of pure work yields like any other, and ends', () => {
  const run = new TestRun(plan({ items: '${ input }' }, [], { op: 'set', value: '${ index }' } as never), {
    steps: 100,
    fuel: 1_000_000,
  });
  run.start(Array.from({ length: 1_000 }, () => 0));
  let activations = 1;
  while (Object.keys(run.state.pending).length === 0) {
    run.pass();
    activations += 1;
  }
  expect(activations).toBe(11);
});
