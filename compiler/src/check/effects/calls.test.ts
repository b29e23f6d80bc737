import { applyAll } from '@omniroute/dsl';
import type { KnownServices, ServiceContract } from '@omniroute/kind-sdk';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type CallOp, type Plan, planHash } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { expect, test } from 'vitest';
import { compile, contractOf, type LoweringRegistry } from '../../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
type Parts = { readonly [part: string]: Json };

const service = (id: string, parts: Parts = {}): Json => ({
  dsl_version: '1.0',
  id,
  name: 'A service',
  nodes: [],
  edges: [],
  ...parts,
});
const end = { id: 'last', type: 'end', config: {} };
const calls = (config: Parts, parts: Parts = {}) => ({
  nodes: [{ id: 'ship', type: 'subflow', config, ...parts }, end],
  edges: [{ source: 'ship', target: 'last' }],
});
const SHIP = service('ship', {
  inputs: {
    type: 'object',
    properties: { order: { type: 'string' } },
    required: ['order'],
    additionalProperties: false,
  },
  outputs: {
    schema: { type: 'object', properties: { id: { type: 'integer' } }, additionalProperties: false },
    value: { id: 1 },
  },
  nodes: [end],
});

function drawn(...documents: Json[]): KnownServices {
  const contracts = documents.flatMap(
    (document) => contractOf(document, definitions, { version: null, active: true }) ?? [],
  );
  return { contracts, names: contracts.map((each) => each.service) };
}

function published(document: Json, version: number, active = true): ServiceContract {
  const { plan } = compile({ document }, { ...options, services: drawn(document) });
  if (plan === undefined) throw new Error('the service is not sound');
  return contractOf(document, definitions, {
    version,
    active,
    published: { plan, hash: planHash(plan) },
  }) as ServiceContract;
}

const compiled = (document: Json, services: KnownServices) => compile({ document }, { ...options, services });
const findings = (document: Json, services: KnownServices) =>
  compiled(document, services).diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);
const codes = (document: Json, services: KnownServices) =>
  compiled(document, services).diagnostics.map(({ code }) => code);
const callIn = (plan: Plan | undefined) => plan?.nodes.find(({ op }) => op === 'call') as CallOp;

test('what a known service takes and gives is held against the step that calls it', () => {
  const sound = calls({ service: 'ship', input: { order: 'o-1' } });
  const reads = (expression: string) =>
    service('shop', { ...sound, outputs: { schema: { type: 'integer' }, value: `\${ ${expression} }` } });
  expect(codes(reads('nodes.ship.?id.orValue(0)'), drawn(SHIP))).toEqual([]);
  expect(codes(reads('nodes.ship.id'), drawn(SHIP))).not.toEqual([]);
  expect(findings(reads('nodes.ship.ide'), drawn(SHIP))[0]).toMatch(/^OR4003 /);
  const wrong = service('shop', calls({ service: 'ship', input: { order: 7 } }));
  expect(findings(wrong, drawn(SHIP))).toEqual(['OR4002 /nodes/0/config/input/order']);
  const missing = service('shop', calls({ service: 'ship' }));
  expect(codes(missing, drawn(SHIP))).toEqual(['OR4002']);
  const started = service('shop', calls({ service: 'ship', mode: 'start', input: {} }));
  expect(codes(started, drawn(SHIP))).toContain('OR4002');
});

test('a service that is not known, and a version that is not, are named with what is near', () => {
  const [missed] = compiled(service('shop', calls({ service: 'shipp' })), drawn(SHIP)).diagnostics;
  expect(missed).toMatchObject({ code: 'OR2010', severity: 'warning', did_you_mean: 'ship' });
  const known: KnownServices = { contracts: [published(SHIP, 1)], names: ['ship'] };
  const [version] = compiled(
    service('shop', calls({ service: 'ship', version: 4, input: { order: 'o' } })),
    known,
  ).diagnostics;
  expect(version).toMatchObject({ code: 'OR2010', message: expect.stringContaining('ship, version 4') });
  expect(codes(service('shop', calls({ service: 'ship', version: 1, input: { order: 'o' } })), known)).toEqual([]);
});

test('services that call each other say somewhere on the way how deep, and the fix says it', () => {
  const back = (config: Parts) => service('ship', calls({ service: 'shop', ...config }));
  const shop = service('shop', calls({ service: 'ship' }));
  const { diagnostics, service: read } = compiled(shop, drawn(back({})));
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['OR5031', '"ship" leads back to its own service (shop > ship > shop), and nothing says how deep.'],
  ]);
  const applied = applyAll(read as never, diagnostics[0]?.fix ?? []);
  if (!applied.ok) throw new Error('the fix cannot be applied');
  expect(codes(JSON.parse(JSON.stringify(applied.value.service)) as Json, drawn(back({})))).toEqual([]);
  expect(codes(shop, drawn(back({ max_depth: 3 })))).toEqual([]);
  expect(codes(shop, drawn(back({ mode: 'start' })))).toEqual([]);
  // A version that is there already cannot call the one that is being made.
  expect(codes(shop, drawn(back({ version: 1 })))).toEqual([]);
});

test('a called service that takes turns, itself or further down, is refused inside a scope that keeps its turn', () => {
  const box = { id: 'box', type: 'scope', config: { mutex: 'm' } };
  const turns = service('turns', { nodes: [box, { ...end, parent: 'box' }] });
  const ship = service('ship', calls({ service: 'turns' }));
  const shop = (mutex: Parts, mode: Parts = {}) =>
    service('shop', {
      nodes: [
        { id: 'box', type: 'scope', config: mutex },
        { id: 'ship', type: 'subflow', parent: 'box', config: { service: 'ship', ...mode } },
      ],
    });
  expect(codes(shop({ mutex: 'x' }), drawn(ship, turns))).toEqual(['OR5030']);
  expect(codes(shop({}), drawn(ship, turns))).toEqual([]);
  expect(codes(shop({ mutex: 'x' }, { mode: 'start' }), drawn(ship, turns))).toEqual([]);
});

test('a service with several starts and none for a call cannot be called', () => {
  const trigger = (id: string, type: string) => ({ id, type, config: type === 'event' ? { event: 'e.e' } : {} });
  const other = { id: 'other', type: 'end', config: {} };
  const ship = (type: string) =>
    service('ship', {
      triggers: [trigger('a', 'event'), trigger('b', type)],
      nodes: [end, other],
      edges: [
        { source: 'a', target: 'last' },
        { source: 'b', target: 'other' },
      ],
    });
  const shop = service('shop', calls({ service: 'ship' }));
  expect(findings(shop, drawn(ship('event')))).toEqual(['OR6012 /nodes/0/config/service']);
  expect(findings(shop, drawn(ship('manual')))).toEqual([]);
});

test('a small service of a fixed version becomes a part of the plan, once; others are found when they are called', () => {
  const known: KnownServices = { contracts: [published(SHIP, 1, false), published(SHIP, 2)], names: ['ship'] };
  const plan = (config: Parts) =>
    compiled(service('shop', calls({ service: 'ship', input: { order: 'o' }, ...config })), known).plan;
  const fixed = plan({ version: 1 });
  expect(callIn(fixed).body).toBe(1);
  expect(fixed?.services).toMatchObject([{ service: 'ship', version: 1, region: 1, linked: null }]);
  expect([callIn(plan({})).body, plan({})?.services]).toEqual([null, undefined]);
  const twice = compiled(
    service('shop', {
      nodes: ['one', 'two'].map((id) => ({
        id,
        type: 'subflow',
        config: { service: 'ship', version: 2, input: { order: id } },
      })),
      edges: [{ source: 'one', target: 'two' }],
    }),
    known,
  ).plan;
  expect(twice?.services).toHaveLength(1);
  const steps = Array.from({ length: 26 }, (_, index) => ({
    id: `s${index}`,
    type: 'transform',
    config: { output: 1 },
  }));
  const big = service('ship', {
    nodes: steps,
    edges: steps.slice(1).map(({ id }, index) => ({ source: `s${index}`, target: id })),
  });
  const large: KnownServices = { contracts: [published(big, 1)], names: ['ship'] };
  expect(callIn(compiled(service('shop', calls({ service: 'ship', version: 1 })), large).plan).body).toBeNull();
});

test('a service calls itself as the region that it is, and undoes a step as a whole', () => {
  const self = compiled(service('shop', calls({ service: 'self', max_depth: 3 })), drawn()).plan;
  expect(callIn(self)).toMatchObject({ service: null, body: 0, max_depth: 3 });
  const undone = service('shop', {
    nodes: [
      { id: 'ship', type: 'subflow', config: { service: 'ship', input: { order: 'o' } }, compensate_with: 'recall' },
      { id: 'recall', type: 'subflow', config: { service: 'ship', input: { order: '${ compensation.key }' } } },
      end,
    ],
    edges: [{ source: 'ship', target: 'last' }],
  });
  const { plan, diagnostics } = compiled(undone, drawn(SHIP));
  expect(diagnostics).toEqual([]);
  expect(plan?.nodes[0]?.undo).toMatchObject({ node: 2, on: 'completed' });
});
