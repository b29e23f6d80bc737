import type { Plan } from '@omniroute/plan';
import fc from 'fast-check';
import { planOf } from './plan-builder.ts';
import type { NodeSketch, WaitSketch } from './plan-sketch.ts';

const VALUES = [
  '${ vars.n + 1 }',
  '${ input }',
  '${ nodes.n0 }',
  '${ error.code }',
  '${ uuid() }',
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
export const randomPlans: fc.Arbitrary<Plan> = fc
  .integer({ min: 1, max: 7 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => nodes(index, count))))
  .map((sketches) =>
    planOf({
      nodes: sketches,
      variables: { n: { schema: { type: 'integer' }, initial: 0 } },
      messages: { m0: true, m1: true },
      deadline_ms: 30 * 86_400_000,
      output: { value: { n: '${ vars.n }' } },
      loops: sketches.flatMap(backEdges),
    }),
  );

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
  if (sketch.op === 'task') edges.push(...Object.entries(sketch.outcomes));
  if (sketch.op === 'wait' || sketch.op === 'task') edges.push(['timeout', sketch.timeout?.to]);
  const own = Number(sketch.id.slice(1));
  return edges.flatMap(([port, to]) =>
    to != null && Number(to.slice(1)) <= own ? [{ node: sketch.id, port, to, max: 2 }] : [],
  );
}
