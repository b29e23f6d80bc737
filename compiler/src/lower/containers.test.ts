import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { service } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const call = { connection: 'sandbox', method: 'POST', url: '/v1/orders' };

test('containers have regions, variables their region, undos a place behind all others', () => {
  const builder = service()
    .input({ list: { type: 'array', items: { type: 'string' } } })
    .connection('sandbox')
    .variable('seen', { type: 'boolean' }, { initial: false, scope: 'each' })
    .node('whole', 'scope')
    .node('first', 'transform', { output: 1 }, { parent: 'whole' })
    .node('each', 'loop', { items: '${ input.list }' }, { parent: 'whole' })
    .node('do', 'http_request', call, { parent: 'each', compensate_with: 'undo' })
    .node(
      'undo',
      'http_request',
      { ...call, body: { a: '${ item }', b: '${ nodes.?first.orValue(0) }' } },
      { parent: 'each' },
    )
    .node('last', 'end')
    .line('whole', 'last')
    .line('first', 'each');
  const { plan, diagnostics } = compile({ document: builder.json }, options);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  expect(plan.nodes.map(({ id, region }) => `${id} ${region}`)).toEqual([
    'whole 0',
    'first 1',
    'each 1',
    'do 2',
    'last 0',
    'undo 2',
  ]);
  expect(plan.regions).toEqual([
    { parent: null, op: 'run', owner: null, entry: 0 },
    { parent: 0, op: 'scope', owner: 0, entry: 1 },
    { parent: 1, op: 'each', owner: 2, entry: 3 },
  ]);
  expect(plan.slots.map(({ region }) => region)).toEqual([2]);
  expect(plan.nodes.map(({ undo }) => undo)).toEqual([
    null,
    null,
    null,
    { node: 5, on: 'attempted', reads: { nodes: ['first'], item: true } },
    null,
    null,
  ]);
});
