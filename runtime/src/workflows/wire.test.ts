import { createState, step } from '@omniroute/engine';
import type { Json } from '@omniroute/primitives';
import { planOf } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64url, toBase64url } from './hash-text.ts';
import { packActivity, packStart, unpackActivity, unpackStart } from './wire.ts';

const hash = '0123456789abcdef'.repeat(4);

it('a hash is written as base64url and read again (seed 20261201)', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const hex = Buffer.from(bytes).toString('hex');
      expect(toBase64url(hex)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64url(toBase64url(hex))).toBe(hex);
    }),
    { seed: 20261201 },
  );
});

it('a start is written without what the server says anyway, and read again', () => {
  const facts = { run: 'r-1', tenant: 'acme', service: 'shop', version: 3, started_at: 7, trigger: 'manual' };
  const args = { plan: hash, facts, input: { a: 1 }, time_scale: 1 };
  const of = { tenant: 'acme', run: 'r-1', plan: hash };
  expect(packStart(args)).toEqual(['shop', 3, 'manual', 7, { a: 1 }]);
  expect(unpackStart(packStart(args), of)).toEqual(args);
  const continued = { ...args, time_scale: 60, chain: 2, state: createState(planOf({ nodes: [] })), found: [] };
  expect(unpackStart(packStart(continued), of)).toEqual(continued);
});

it('what an activity is given is written by place, the plan named by half of its hash, and read again', () => {
  const args = { p: hash, n: 1, o: 2, s: 'shop', v: 3, c: null, i: { url: '/x' } };
  expect(packActivity(args)).toEqual([toBase64url(hash.slice(0, 33)), 1, 2, 'shop', 3, 0, { url: '/x' }]);
  const read = { ...args, p: hash.slice(0, 33) };
  expect(unpackActivity(packActivity(args))).toEqual(read);
  expect(unpackActivity(packActivity({ ...args, c: 'bank', t: 60 }))).toEqual({ ...read, c: 'bank', t: 60 });
});

const of = { tenant: 'acme', run: 'r-1', plan: hash };
const facts = { run: 'r-1', tenant: 'acme', service: 'shop', version: 3, started_at: 7, trigger: 'manual' };
const orders = Array.from({ length: 30 }, (_, n) => ({ id: `o-${n}`, ' / ~': n }));

/** A run that goes over orders, as it goes on in a fresh history. */
function goingOver(items: Json, at: { readonly input: Json; readonly outputs: Record<string, Json> }) {
  const plan = planOf({
    nodes: [
      { id: 'all', op: 'each' },
      { id: 'work', op: 'act', parent: 'all' },
    ],
  });
  const state = createState(plan);
  step(plan, state, [{ kind: 'start', at: 0, facts, input: items }], { steps: 100, fuel: 1_000 });
  state.input = at.input;
  Object.assign(state.frames[0]?.outputs ?? {}, at.outputs);
  return { plan: hash, facts, input: null, time_scale: 1, state };
}

it.each([
  ['the input', orders, {}],
  ['a part of an output', null, { 'a/b~c': { body: { orders } } }],
] as const)('a list that a loop goes over is carried once where it is %s', (_, input, outputs) => {
  const args = goingOver([...orders], { input: input as Json, outputs: outputs as Record<string, Json> });
  const bytes = JSON.stringify(packStart(args));
  expect(bytes.split('"o-17"').length).toBe(2);
  const read = unpackStart(JSON.parse(bytes), of);
  expect(read).toEqual(JSON.parse(JSON.stringify(args)));
  expect(JSON.stringify(packStart(read))).toBe(bytes);
});

it('a list that stands nowhere else is carried with the loop, also beside one of the same length', () => {
  const args = goingOver(orders, { input: orders.map(({ id }) => id), outputs: { other: { orders: 30 } } });
  expect(unpackStart(JSON.parse(JSON.stringify(packStart(args))), of)).toEqual(JSON.parse(JSON.stringify(args)));
});
