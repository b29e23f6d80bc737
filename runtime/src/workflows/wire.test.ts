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
  const continued = { ...args, time_scale: 60, chain: 2, state: { abi: 1 } as never, found: [] };
  expect(unpackStart(packStart(continued), of)).toEqual(continued);
});

it('what an activity is given is written by place, and read again', () => {
  const args = { p: hash, n: 1, o: 2, s: 'shop', v: 3, c: null, i: { url: '/x' } };
  expect(packActivity(args)).toEqual([toBase64url(hash), 1, 2, 'shop', 3, null, { url: '/x' }]);
  expect(unpackActivity(packActivity(args))).toEqual(args);
  expect(unpackActivity(packActivity({ ...args, t: 60 }))).toEqual({ ...args, t: 60 });
});
