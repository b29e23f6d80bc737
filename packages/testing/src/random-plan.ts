import type { Plan } from '@omniroute/plan';
import fc from 'fast-check';
import { planOf } from './plan-builder.ts';
import type { NodeSketch, PlanSketch, WaitSketch } from './plan-sketch.ts';

const VALUES = [
  '${ vars.n + 1 }',
  '${ input }',
  '${ nodes.n0 }',
  '${ error.code }',
  '${ uuid() }',
  '${ item }',
  '${ index }',
  '${ vars.mine }',
  '${ compensation.key }',
  '${ 1 / vars.n }',
  7,
] as const;
const CONDITIONS = [
  '${ vars.n % 2 == 0 }',
  '${ vars.n > 2 }',
  '${ true }',
  '${ false }',
  '${ input }',
  '${ vars.nothing }',
] as const;
const CODES = [['http.5xx'], ['http'], ['timeout', 'limit'], ['expression']] as const;

/**
 * Plans of every op, wired at random: not sound services (the compiler would refuse most), but whatever they do, the
 * engine must neither throw nor leave a state that could not be stored. Every edge that leads back is counted.
 */
export const randomPlans: fc.Arbitrary<Plan> = plansWith(
  fc.option(plansWith(fc.constant(undefined), 5), { nil: undefined }),
  9,
);

/** Plans that call `inner`, if there is one, besides services that are no part of them, and themselves. */
function plansWith(inner: fc.Arbitrary<Plan | undefined>, most: number): fc.Arbitrary<Plan> {
  const parts = fc
    .integer({ min: 1, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => nodes(index, count))))
    .chain((sketches) =>
      fc.tuple(
        fc.constant(sketches),
        fc.array(fc.nat(), { minLength: sketches.length, maxLength: sketches.length }),
        fc.constantFrom('compensate' as const, undefined),
        inner,
      ),
    );
  return parts.map(([sketches, choices, policy, part]) => {
    const placed = arrange(sketches, choices);
    return planOf({
      ...(part === undefined ? {} : { parts: [{ service: 'inner', plan: part }] }),
      nodes: placed,
      variables: {
        n: { schema: { type: 'integer' }, initial: 0 },
        sum: { schema: { type: 'integer' }, initial: 0, merge: 'sum' },
        all: { schema: { type: 'array', maxItems: 3 }, initial: [], merge: 'append' },
        ...own(placed),
      },
      messages: { m0: true, m1: true },
      deadline_ms: 30 * 86_400_000,
      output: { value: { n: '${ vars.n }' } },
      loops: placed.flatMap(backEdges),
      ...(policy === undefined ? {} : { error_policy: policy }),
    });
  });
}

/** The first container has a variable of its own. */
function own(sketches: readonly NodeSketch[]): NonNullable<PlanSketch['variables']> {
  const container = sketches.find(isContainer);
  return container === undefined ? {} : { mine: { initial: 1, scope: container.id } };
}

function isContainer({ op }: NodeSketch): boolean {
  return op === 'each' || op === 'while' || op === 'scope';
}

/** What can be undone, and can undo. */
function isWork(op: NodeSketch['op']): boolean {
  return op === 'act' || op === 'call';
}

/** Puts nodes into the containers before them, makes some effects the undo of others, and cuts edges between the two. */
function arrange(sketches: readonly NodeSketch[], choices: readonly number[]): NodeSketch[] {
  const parents = sketches.map((_, index) => {
    const homes = [undefined, ...sketches.slice(0, index).filter(isContainer)];
    return homes[(choices[index] ?? 0) % homes.length]?.id;
  });
  const undoes = new Map<string, string>();
  for (const [index, { op, id }] of sketches.entries()) {
    const before = sketches.slice(0, index).findLast((other, at) => isWork(other.op) && parents[at] === parents[index]);
    if (!isWork(op) || before === undefined || (choices[index] ?? 0) % 3 > 0) continue;
    if (![...undoes.keys(), ...undoes.values()].includes(before.id)) undoes.set(before.id, id);
  }
  const standsApart = new Set(undoes.values());
  const cut = (own: number, to: string | null | undefined): string | null => {
    const at = sketches.findIndex((sketch) => sketch.id === to);
    return at < 0 || parents[at] !== parents[own] || standsApart.has(sketches[at]?.id ?? '') ? null : (to ?? null);
  };
  return sketches.map((sketch, index) => {
    const parent = parents[index];
    const by = undoes.get(sketch.id);
    const to = (target: string | null | undefined) => (standsApart.has(sketch.id) ? null : cut(index, target));
    return {
      ...redirected(sketch, to),
      ...(parent === undefined ? {} : { parent }),
      ...(by === undefined
        ? {}
        : {
            undo: {
              by,
              reads: [sketch.id, 'n0'],
              item: true as const,
              ...((choices[index] ?? 0) % 2 > 0 ? { on: 'attempted' as const } : {}),
            },
          }),
    };
  });
}

/** A node with each of its edges led where `to` says. */
function redirected(sketch: NodeSketch, to: (target: string | null | undefined) => string | null): NodeSketch {
  const edges = Object.fromEntries(
    Object.entries(sketch).map(([name, value]) => {
      if (name === 'to' || name === 'otherwise') return [name, value === undefined ? value : to(value)];
      if (name === 'errors' || name === 'arms')
        return [name, value.map((edge: { to: string }) => ({ ...edge, to: to(edge.to) }))];
      if (name === 'timeout') return [name, value?.to === undefined ? value : { ...value, to: to(value.to) }];
      if (name === 'outcomes' || name === 'branches')
        return [name, Object.fromEntries(Object.entries(value).map(([port, target]) => [port, to(target as string)]))];
      return [name, value];
    }),
  );
  return edges as unknown as NodeSketch;
}

function nodes(index: number, count: number): fc.Arbitrary<NodeSketch> {
  const id = `n${index}`;
  const target = fc.option(
    fc.integer({ min: 0, max: count - 1 }).map((to) => `n${to}`),
    { nil: null, freq: 4 },
  );
  const value = fc.constantFrom(...VALUES);
  const condition = fc.constantFrom(...CONDITIONS);
  const after = fc.constantFrom('PT0S', 'PT1M', 'PT2H', '${ input }');
  const base = {
    id: fc.constant(id),
    to: target,
    errors: fc.uniqueArray(fc.record({ on: fc.constantFrom(...CODES), to: target }), {
      maxLength: 2,
      selector: ({ on }) => on,
    }),
  };
  const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
  const timeout = optional(fc.oneof(fc.record({ after }), fc.record({ after, to: target })));
  const waits: fc.Arbitrary<WaitSketch> = fc.oneof(
    fc.record({ duration: after }),
    fc.record({ condition }),
    fc.record({
      message: fc.constantFrom('m0', 'm1'),
      correlation: fc.constant('c'),
      accept: fc.constantFrom('any', 'fresh'),
    }),
    fc.constant({ callback: true }),
  );
  const arms = fc.tuple(
    fc.record({ id: fc.constant('x'), when: condition, to: target }),
    fc.record({ id: fc.constant('y'), when: condition, to: target }),
  );
  const container = { retry: optional(fc.constant([{ attempts: 2 }])) };
  const loop = {
    ...container,
    max_iterations: fc.constantFrom(2, 5),
    until: optional(condition),
    on_item_error: optional(fc.constantFrom('skip', 'report')),
    tolerate: optional(fc.constantFrom({ count: 1 }, { percent: 50 })),
    collect: optional(value),
  };
  return fc.oneof(
    fc.record({ ...base, op: fc.constant('act'), input: value, disabled: fc.boolean() }),
    fc.record({ ...base, op: fc.constant('act'), input: value, continue: value }),
    fc.record({ ...base, op: fc.constant('decide'), arms, otherwise: optional(target) }),
    fc.record({ ...base, op: fc.constant('decide'), mode: fc.constant('all'), arms, otherwise: optional(target) }),
    fc.record({ ...base, op: fc.constant('wait'), on: waits, timeout }),
    fc.record({ ...base, op: fc.constant('wait'), on: waits, subscribe: fc.constant({}), timeout }),
    fc.record({
      ...base,
      op: fc.constant('task'),
      outcomes: fc.record({ done: target }),
      due: optional(after),
      escalation: fc.constant([{ after: 'PT1M', to: {} }]),
      timeout,
    }),
    fc.record({ ...base, op: fc.constant('set'), assign: fc.record({ n: value }), value }),
    fc.record({ ...base, op: fc.constant('set'), add: fc.record({ sum: fc.constant(1), all: value }) }),
    fc.record({
      ...base,
      op: fc.constant('fork'),
      branches: fc.record({ x: target, y: target, z: target }, { requiredKeys: ['x', 'y'] }),
    }),
    fc.record({
      ...base,
      op: fc.constant('join'),
      mode: optional(fc.constantFrom('any', 'count')),
      count: fc.constantFrom(1, 2, 3, '${ vars.n }'),
      on_branch_error: optional(fc.constantFrom('fail', 'ignore')),
      cancel_rest: optional(fc.boolean()),
    }),
    fc.record({
      ...base,
      ...loop,
      op: fc.constant('each'),
      items: fc.constantFrom('${ [1, 2, 3] }', [], ['a'], '${ input }'),
      concurrency: optional(fc.constantFrom(2, 3)),
      batch: optional(fc.constant(2)),
    }),
    fc.record({
      ...base,
      ...loop,
      op: fc.constant('while'),
      condition: fc.constantFrom('${ vars.n < 3 }', '${ vars.mine == 1 }'),
      times: fc.constantFrom(0, 2),
    }),
    fc.record({
      ...base,
      ...container,
      op: fc.constant('scope'),
      timeout,
      on_error: optional(fc.constant('keep')),
      on_success: optional(fc.constant('final')),
      mutex: optional(value),
      output: optional(value),
    }),
    fc.record({
      ...base,
      ...container,
      op: fc.constant('call'),
      service: fc.constantFrom('inner', 'inner', 'other', undefined),
      input: value,
      max_depth: fc.constantFrom(1, 2),
    }),
    fc.record({ ...base, op: fc.constant('end'), terminate: fc.boolean() }),
    fc.record({ ...base, op: fc.constant('raise'), code: fc.constantFrom('http.503', 'business.no') }),
  ) as fc.Arbitrary<NodeSketch>;
}

/** Every edge that does not lead forward, by its port. */
function backEdges(sketch: NodeSketch): { node: string; port: string; to: string; max: number }[] {
  const edges: [port: string, to: string | null | undefined][] = [
    ['out', sketch.to],
    ...(sketch.errors ?? []).map(({ to }): [string, string | null] => ['error', to]),
  ];
  if (sketch.op === 'decide')
    edges.push(['default', sketch.otherwise], ...sketch.arms.map((arm): [string, string | null] => [arm.id, arm.to]));
  if (sketch.op === 'fork') edges.push(...Object.entries(sketch.branches));
  if (sketch.op === 'task') edges.push(...Object.entries(sketch.outcomes));
  if (sketch.op === 'wait' || sketch.op === 'task' || sketch.op === 'scope')
    edges.push(['timeout', sketch.timeout?.to]);
  const own = Number(sketch.id.slice(1));
  return edges.flatMap(([port, to]) =>
    to != null && Number(to.slice(1)) <= own ? [{ node: sketch.id, port, to, max: 2 }] : [],
  );
}
