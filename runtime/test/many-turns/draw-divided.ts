import type { MockAnswer, Plan, Scenario } from '@omniroute/plan';
import { type NodeSketch, type PlanSketch, retryOf } from '@omniroute/testing';
import { Random } from '@omniroute/testing/drawn';
import { effectPlan } from '../effect-plan.ts';

/** A run with a loop that is done in stretches: a plan, and what it meets. */
export interface DividedRun {
  readonly seed: number;
  readonly plan: Plan;
  readonly scenario: Scenario;
}

const MOST_ITEMS = 9;
const ERRORS = ['http.422', 'http.503', 'timeout.run'];

/** A random one. No two things happen at one moment, so that whoever plays it has them in one order. */
export function drawDivided(seed: number): DividedRun {
  const random = new Random(seed);
  const maybe = (percent: number) => random.below(100) < percent;
  const undone = maybe(40);
  const work = {
    id: 'work',
    op: 'act',
    input: '${ [item, index, nodes.first, vars.base] }',
    parent: 'all',
    ...(undone ? { undo: { by: 'back', ...(maybe(50) ? { on: 'attempted' } : {}), reads: ['work'], item: true } } : {}),
    ...(maybe(20) ? { continue: 'instead' } : {}),
  } as const satisfies NodeSketch;
  const each = {
    concurrency: 2 + random.below(3),
    ...(maybe(30) ? { batch: 2 } : {}),
    ...(maybe(50) ? { on_item_error: maybe(50) ? ('report' as const) : ('skip' as const) } : {}),
    ...(maybe(40) ? { tolerate: maybe(50) ? { count: random.below(3) } : { percent: 30 } } : {}),
    ...(maybe(30) ? { retry: [retryOf({ attempts: 2 })] } : {}),
    ...(maybe(30) ? { errors: [{ to: 'sorry' }] } : {}),
  } as const;
  const inside: NodeSketch[] = undone
    ? [{ id: 'back', op: 'act', input: '${ [compensation.key, item] }', parent: 'all' }]
    : [
        { id: 'box', op: 'scope', parent: 'all' },
        { id: 'more', op: 'act', parent: 'box' },
        { id: 'pause', op: 'wait', on: { duration: '${ "PT" + string(index + 3) + "M" }' }, parent: 'all' },
        { id: 'inner', op: 'each', items: [1, 2], concurrency: 2, parent: 'all' },
        { id: 'deep', op: 'act', input: '${ [loop.all.index, index] }', parent: 'inner' },
      ];
  const sketch: PlanSketch = {
    variables: { sum: { initial: 0, merge: 'sum' }, base: { initial: 7 } },
    nodes: [
      { id: 'first', op: 'act' },
      ...(maybe(50) ? ([{ id: 'split', op: 'fork', branches: { x: 'all', y: 'beside' } }] as const) : []),
      { id: 'all', op: 'each', to: 'after', ...each },
      work,
      { id: 'add', op: 'set', add: { sum: '${ index + 1 }' }, value: '${ nodes.work }', parent: 'all' },
      ...inside,
      { id: 'after', op: 'act', input: '${ nodes.all }', to: null },
      { id: 'beside', op: 'act', to: null },
      { id: 'sorry', op: 'act', input: '${ error.code }', to: null },
    ],
    output: { value: '${ vars.sum }' },
    ...(maybe(70) ? { error_policy: 'compensate' } : {}),
  };
  let moment = 0;
  // Of lengths that do not add up to one another.
  const after = () => {
    moment += 1;
    return `PT${(random.below(200) * 128 + moment) / 1000}S`;
  };
  const answer = (): MockAnswer[] => [
    maybe(12)
      ? { after: after(), error: { code: ERRORS[random.below(ERRORS.length)] as string, message: 'no' } }
      : { after: after(), output: random.below(50) },
  ];
  const mocks: Record<string, MockAnswer[]> = { beside: answer(), first: [{ output: 'f' }] };
  for (let visit = 1; visit <= 2; visit += 1)
    for (let item = 1; item <= MOST_ITEMS; item += 1) {
      for (const name of ['work', 'back'])
        mocks[`${name}#${visit}.${item}.1`] = name === 'back' ? [{ after: after() }] : answer();
      mocks[`more#${visit}.${item}.1.1`] = answer();
      for (const turn of [1, 2]) mocks[`deep#${visit}.${item}.1.${turn}.1`] = answer();
    }
  const pausedAt = 1 + random.below(60);
  return {
    seed,
    plan: effectPlan(sketch),
    scenario: {
      name: `${seed}`,
      input: Array.from({ length: random.below(MOST_ITEMS) + 1 }, (_, n) => n),
      mocks,
      ...(maybe(25) ? { cancel_at: `PT${random.below(150)}.777S` } : {}),
      ...(maybe(20)
        ? {
            operations: [
              { at: `PT${pausedAt}.333S`, action: 'pause' },
              { at: `PT${pausedAt + 60}.333S`, action: 'resume' },
            ],
          }
        : {}),
    },
  };
}
