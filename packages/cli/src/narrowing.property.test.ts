import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { getPointer, type Json } from '@omniroute/primitives';
import { simulate } from '@omniroute/simulator';
import { type RandomBlock, RandomService, randomBlocks } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const SEED = 20_261_201;
const PLAYS = 10;

type Node = { id: string; type: string; parent?: string; config: Record<string, unknown> };
type Random = (below: number) => number;

const VALUE = {
  oneOf: [
    {
      type: 'object',
      required: ['kind', 'x'],
      additionalProperties: false,
      properties: { kind: { const: 'one' }, x: { type: 'integer' }, note: { type: ['string', 'null'] } },
    },
    {
      type: 'object',
      required: ['kind', 'y'],
      additionalProperties: false,
      properties: { kind: { const: 'two' }, y: { type: 'integer' }, note: { type: ['string', 'null'] } },
    },
  ],
};

/** Readings that are sound only where enough is known of a value, `$` standing for it. */
const READS = ['$.x + 1', '$.y + 1', '$.note', '$.note.size()'];
/** Conditions that can be asked of any value of that kind, absent or not: `?` stands for it with every step optional. */
const SAFE = ['?.?note.hasValue()', '?.?x.hasValue()', '?.?kind.orValue("") == "one"', '!?.?y.hasValue()'];
const ASKED = [
  'has($.note) && $.note != null',
  '$.kind == "two"',
  '$.kind != "two"',
  '$.kind in ["one"]',
  '!has($.note) || $.note == null',
  '$.kind == "one" && has($.note)',
];

function generator(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor(((state >>> 8) / 0x1000000) * below);
  };
}

/**
 * A drawn service whose conditions ask about values that steps give and a variable holds, and whose steps read parts of them
 * everywhere. Some of its steps write the variable.
 */
function asking(drawn: RandomService, random: Random): Json {
  const service = structuredClone(drawn.service()) as unknown as { nodes: Node[]; variables: object[] } & Record<
    string,
    unknown
  >;
  const pick = <Item>(list: readonly Item[]): Item => list[random(list.length)] as Item;
  const values = service.nodes.filter(({ type }) => type === 'transform').map(({ id }) => id);
  const writes = random(4) === 0 ? [] : service.nodes.filter(({ type }) => type === 'transform' && random(5) === 0);
  const asked = (node: Node): string => {
    const seen = service.nodes.filter(
      (each) => each.type === 'transform' && (each.parent === undefined || each.parent === node.parent),
    );
    if (random(3) > 0 || seen.length === 0) return pick(ASKED).replaceAll('$', 'vars.v');
    return pick(SAFE).replaceAll('?.', `nodes.?${pick(seen).id}.?value.`);
  };
  const reads = Object.fromEntries(
    ['vars.v', ...values.slice(0, 5).map((id) => `nodes.${id}.value`)].flatMap((value, at) =>
      READS.map((read, index) => [`r_${at}_${index}`, `\${ [${read.replaceAll('$', value)}] }`]),
    ),
  );
  for (const [index, node] of service.nodes.entries()) {
    const { config } = node;
    if (Array.isArray(config.branches) && node.type === 'decision')
      for (const branch of config.branches)
        branch.when = `\${ ${asked(node)}${random(6) === 0 ? ` && ${asked(node)}` : ''} }`;
    const value = `\${ input.values[${index}] }`;
    if (node.type === 'transform') node.config = { output: { reads: { ...reads }, value } };
    if (node.type === 'send_notification') node.config.data = { reads: { ...reads } };
    if (node.type === 'scope') node.config.output = { reads: { ...reads } };
    if (node.type === 'loop') node.config.collect = { reads: { ...reads } };
    if (writes.includes(node))
      Object.assign(node, { type: 'set_variables', config: { assignments: [{ variable: 'v', value }] } });
  }
  return {
    ...service,
    outputs: { value: { reads: { ...reads } } },
    inputs: {
      type: 'object',
      required: ['values', 'items', 'choices'],
      properties: {
        values: { type: 'array', items: VALUE },
        items: { type: 'array', items: { type: 'integer' } },
        choices: { type: 'array', items: { type: 'boolean' } },
      },
    },
    variables: [...service.variables, { name: 'v', schema: VALUE, initial: { kind: 'one', x: 1 } }],
  } as unknown as Json;
}

/** Takes out every reading that is refused. */
function withCertainReads(
  service: Json,
): { plan: NonNullable<ReturnType<typeof compile>['plan']>; service: Json } | null {
  let current = service;
  for (let round = 0; round < 5; round += 1) {
    const { plan, diagnostics } = compile({ document: current }, options);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (plan !== undefined) return { plan, service: current };
    if (errors.some(({ pointer }) => !pointer.includes('/reads/'))) return null;
    current = structuredClone(current);
    for (const { pointer } of errors) {
      const place = /^(.*\/reads)\/([^/]*)/.exec(pointer);
      delete (getPointer(current, place?.[1] ?? '') as Record<string, Json>)[place?.[2] ?? ''];
    }
  }
  throw new Error('Readings that were found certain are refused again');
}

const accepted = { services: 0, reads: 0 };

function check(block: RandomBlock, seed: number): void {
  const drawn = new RandomService(block);
  const random = generator(seed);
  const certain = withCertainReads(asking(drawn, random));
  if (certain === null) return;
  accepted.services += 1;
  accepted.reads += JSON.stringify(certain.service).split('"r_').length - 1;
  for (let round = 0; round < PLAYS; round += 1) play(drawn, certain.plan, random);
}

/** No expression may find that something is not there. */
function play(drawn: RandomService, plan: NonNullable<ReturnType<typeof compile>['plan']>, random: Random): void {
  const note = () => ([{}, { note: null }, { note: 'n' }] as const)[random(3)];
  const values = plan.nodes.map(() =>
    random(2) === 0 ? { kind: 'one', x: 1, ...note() } : { kind: 'two', y: 1, ...note() },
  );
  const answer = () =>
    random(5) < 2
      ? { after: `PT${random(5)}S`, error: { code: 'http.503', message: 'busy' } }
      : { after: `PT${random(5)}S`, output: { id: 'm' } };
  const mocks = Object.fromEntries(drawn.effects.map((id) => [id, [answer(), answer()]]));
  const input = {
    values,
    items: [1, 2, 3],
    choices: Array.from({ length: drawn.choices }, () => random(2) === 0),
  } as unknown as Json;
  const { events } = simulate(plan, { name: 'play', input, mocks }, { seed: random(1000) });
  const wrong = events.flatMap((event) =>
    (event.type === 'visit' || event.type === 'run') && event.error?.code === 'expression' ? [event.error] : [],
  );
  expect(wrong).toEqual([]);
}

test(`what conditions on the way are said to tell is so in every run (seed ${SEED})`, () => {
  fc.assert(fc.property(randomBlocks, fc.nat(), check), { seed: SEED, numRuns: 100 });
  expect(accepted.services).toBeGreaterThan(30);
  expect(accepted.reads).toBeGreaterThan(40);
});
