import { readdirSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry, withKeeps } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type Plan, type Scenario, sampleOf } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import { simulate } from '@omniroute/simulator';
import { planOf, randomPlans } from '@omniroute/testing';
import { sound } from '@omniroute/testing/sound';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const SEED = 20261130;
const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** Replies that end a service which would otherwise go round until the simulator has had enough. */
const ENDS: Readonly<Record<string, NonNullable<Scenario['mocks']>>> = {
  'a circle that waits': { 'ask#3': [{ output: { status: 200, headers: {}, body: { done: true } } }] },
};

/** The same plan as if everything were read. */
function uncut(plan: Plan): Plan {
  return { ...plan, nodes: plan.nodes.map((node) => ({ ...node, keep: null })) };
}

/** What a run did, as anybody outside sees it. */
function outcome(plan: Plan, scenario: Scenario, seed?: number) {
  const { events, ...report } = simulate(plan, scenario, seed === undefined ? {} : { seed });
  return {
    ...report,
    ports: events.flatMap((event) => (event.type === 'visit' ? [`${event.key} ${event.port}`] : [])),
  };
}

function sameOutcome(plan: Plan, scenario: Scenario, seed?: number): void {
  expect(outcome(plan, scenario, seed)).toEqual(outcome(uncut(plan), scenario, seed));
}

describe('what is not read makes no difference', () => {
  const templates = new URL('../../../templates/', import.meta.url);
  const read = (path: string): Json => JSON.parse(readFileSync(new URL(path, templates), 'utf8'));
  const scenarios = readdirSync(templates, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(new URL(`${entry.name}/scenarios`, templates)).map((file) => [entry.name, file] as const)
      : [],
  );

  test.each(scenarios)('to the template %s in %s', (name, file) => {
    const { plan } = compile({ document: read(`${name}/service.json`) }, options);
    sameOutcome(plan as Plan, read(`${name}/scenarios/${file}`) as unknown as Scenario);
  });

  test.each(sound)('to a sound service: %s', (name, builder) => {
    const { plan } = compile({ document: builder.json }, options);
    const { inputs = true, triggers = [] } = builder.document;
    const [trigger] = triggers;
    const input = withThree(inputs);
    const mocks = ENDS[name] ?? {};
    sameOutcome(plan as Plan, { name, input, mocks, ...(trigger === undefined ? {} : { trigger: trigger.id }) });
  });

  test(`to plans of every op wired at random (seed ${SEED})`, () => {
    const scenarios = fc.record({
      name: fc.constant('random'),
      input: fc.constantFrom<Json>(null, true, [1, 2], { a: 1 }),
      messages: fc.array(
        fc.record({
          at: fc.constantFrom('PT0S', 'PT1M'),
          name: fc.constantFrom('m0', 'm1'),
          correlation: fc.constantFrom('1', 'a'),
        }),
        { maxLength: 3 },
      ),
      tasks: fc.array(
        fc.record({
          node: fc.constantFrom('n0', 'n1'),
          at: fc.constantFrom('PT0S', 'PT2H'),
          outcome: fc.constant('done'),
        }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(randomPlans, scenarios, fc.option(fc.nat(), { nil: undefined }), (plan, scenario, seed) =>
        sameOutcome(withKeeps(plan), scenario, seed),
      ),
      { seed: SEED, numRuns: 200 },
    );
  });

  test(`to expressions that read parts, well or not (seed ${SEED})`, () => {
    let cut = 0;
    fc.assert(
      fc.property(readings, answers, answers, (texts, first, second) => {
        const [condition = '', list = '', inside = '', collect = '', undo = '', last = ''] = texts;
        const plan = withKeeps(
          planOf({
            error_policy: 'compensate',
            nodes: [
              { id: 'a', op: 'act', undo: { by: 'u', reads: ['a'] } },
              { id: 'u', op: 'act', input: { undo: of(undo, 'nodes.a') } },
              { id: 'b', op: 'act', input: { x: of(inside, 'nodes.a') }, continue: null },
              {
                id: 'd',
                op: 'decide',
                arms: [{ id: 'x', when: of(condition, 'nodes.b'), to: 'l' }],
                otherwise: 'l',
                errors: [{ to: 'l' }],
              },
              { id: 'l', op: 'each', items: of(list, 'nodes.a'), errors: [{ to: 'm' }], on_item_error: 'report' },
              { id: 'c', op: 'act', parent: 'l', input: { i: of(inside, 'item') } },
              { id: 'm', op: 'each', items: [1, 2], collect: of(collect, 'nodes.n'), on_item_error: 'skip' },
              { id: 'n', op: 'act', parent: 'm' },
              { id: 'o', op: 'act', input: { l: of(last, 'nodes.l.items[0]'), m: '${ nodes.m.items }' } },
            ],
            output: { value: of(last, 'nodes.b') },
          }),
        );
        const scenario: Scenario = {
          name: 'random',
          input: 'k',
          mocks: { a: [{ output: first }], b: [{ output: second }], c: [{ output: second }], n: [{ output: first }] },
        };
        sameOutcome(plan, scenario);
        cut += simulate(plan, scenario).events.filter(
          (event) => event.type === 'visit' && event.cut !== undefined,
        ).length;
      }),
      { seed: SEED, numRuns: 600 },
    );
    expect(cut).toBeGreaterThan(300);
  });
});

/** A reading of some value, `$` standing for it. */
function of(text: string, value: string): string {
  return `\${ ${text.replaceAll('$', value)} }`;
}

const READINGS = [
  '$',
  '$.id',
  '$.o',
  '$.o.b',
  '$.o.b.c',
  '$["o"]["b"]',
  '$[input]',
  '$.m[input].q',
  '$.m["k"]',
  '$.rows',
  '$.rows[0]',
  '$.rows[1].k',
  '$.rows[0].sub[0].x',
  'has($.o.b)',
  'has($.rows)',
  'has($.o.zz)',
  '$.?o.?b.?c.orValue("none")',
  '$.?zz.hasValue()',
  '$ == null',
  '$.n != null',
  '$.o == $.m',
  'size($)',
  'size($.m)',
  '$.rows.size()',
  '$.t.size()',
  '$.rows.map(r, r.k)',
  '$.rows.map(r, r.k == "k", r.sub)',
  '$.rows.filter(r, r.k != "b")',
  '$.rows.filter(r, r.k != "b").map(r, r.v)',
  '$.rows.exists(r, r.sub.exists(s, s.x > 1))',
  '$.rows.all(r, has(r.v))',
  '$.m.all(name, name != "zz")',
  '$.m.map(name, $.m[name].q)',
  '$.m.transformList(k, v, v.q)',
  '$.m.transformMap(k, v, v)',
  '"k" in $.m',
  '$.id in [1, 2]',
  '$.rows[0] in $.rows',
  'cel.bind(x, $.o, x.a + size(x.b))',
  '$.?o.optMap(x, x.a).orValue(0)',
  '($.id > 1 ? $.o : $.m).k',
  '{"x": $.o}.x.a',
  '[$.o, $.m][0].a',
  'sort_by($.rows, "k")',
  'json_string($.o)',
  'merge($.o, $.m)',
  '$.id > 1',
  '$.id > 1 || $.o.a > 1',
  '!has($.t)',
  'type($.o) == map',
  'string($.id) + $.t',
  '$.o.b.c.d',
  '$.rows.k',
  '$.t[0]',
] as const;

const readings = fc.array(fc.constantFrom(...READINGS), { minLength: 6, maxLength: 6 });

const row = fc.record({
  k: fc.constantFrom('k', 'b'),
  v: fc.nat(9),
  sub: fc.array(fc.record({ x: fc.nat(3), y: fc.string() }), { maxLength: 2 }),
});

/** Answers of work: objects of a common shape with gaps, and anything else. */
const answers: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        id: fc.nat(3),
        t: fc.string({ maxLength: 3 }),
        n: fc.constantFrom(null, 1, { x: 1 }),
        o: fc.oneof(
          {
            weight: 4,
            arbitrary: fc.record(
              { a: fc.nat(3), k: fc.nat(2), b: fc.constantFrom<Json>({ c: 'c', d: 1 }, [], 'b') },
              { requiredKeys: ['a'] },
            ),
          },
          { weight: 1, arbitrary: fc.constant(null) },
        ),
        m: fc.dictionary(fc.constantFrom('k', 'p', '__proto__'), fc.record({ q: fc.nat(3), z: fc.nat(3) })),
        rows: fc.array(row, { maxLength: 3 }),
      },
      { requiredKeys: ['id'] },
    ) as fc.Arbitrary<Json>,
  },
  { weight: 1, arbitrary: fc.constantFrom<Json>(null, 'text', 7, [], [{ k: 'k', v: 1 }], {}) },
);

/** Lists have three items, so that loops turn; everything else is the smallest value that fits. */
function withThree(schema: unknown): Json {
  if (!isObject(schema)) return sampleOf(schema);
  if (schema.type === 'array') return [0, 1, 2].map(() => withThree(schema.items));
  if (!isObject(schema.properties)) return sampleOf(schema);
  return Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, withThree(part)]));
}
