import { describe, expect, it } from 'vitest';
import { isTenantId, tenantId } from './tenant-id.ts';
import { createUuidV7, uuidv7, uuidv7Time } from './uuidv7.ts';

const zeros = (bytes: Uint8Array): void => void bytes.fill(0);
const ones = (bytes: Uint8Array): void => void bytes.fill(255);

describe('UUID version 7', () => {
  it('holds the milliseconds, version and variant where RFC 9562 puts them', () => {
    const at = Date.parse('2022-02-22T19:22:22Z');
    expect([createUuidV7({ now: () => at, random: zeros })(), createUuidV7({ now: () => at, random: ones })()]).toEqual(
      ['017f22e2-79b0-7000-8000-000000000000', '017f22e2-79b0-77ff-bfff-ffffffffffff'],
    );
  });

  it('counts within a millisecond, borrows the next when the counter is full, and does not follow a clock back', () => {
    const times = [1000, 1000, ...Array<number>(2048).fill(1000), 400];
    let call = 0;
    const next = createUuidV7({ now: () => times[call++] as number, random: ones });
    const ids = times.map(() => next());
    const steps = [ids[0], ids[1], ids[2048], ids[2049], ids.at(-1)].map((id) => (id as string).slice(0, 18));
    expect([ids.every((id, index) => index === 0 || id > (ids[index - 1] as string)), steps]).toEqual([
      true,
      ['00000000-03e8-77ff', '00000000-03e8-7800', '00000000-03e8-7fff', '00000000-03e9-77ff', '00000000-03e9-7800'],
    ]);
  });

  it('100,000 in a row rise and differ', () => {
    const ids = Array.from({ length: 100_000 }, uuidv7);
    expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] as string))).toBe(true);
  });

  it('tells its instant, and refuses other texts', () => {
    expect([
      uuidv7Time('017f22e2-79b0-7000-8000-000000000000'),
      uuidv7Time('017f22e2-79b0-4000-8000-000000000000'),
      uuidv7Time('x'),
    ]).toEqual([1645557742000, null, null]);
  });
});

describe('a tenant id', () => {
  it.each(['acme', 'a', '0199-x', '017f22e2-79b0-7000-8000-000000000000'])('%s is one', (text) =>
    expect(isTenantId(text)).toBe(true),
  );
  it.each(['', '-a', 'Acme', 'a/b', 'a:b', 'a b', "a'", 'a'.repeat(64), 'é'])('"%s" is none', (text) => {
    expect(() => tenantId(text)).toThrow('The tenant id is not valid.');
  });
});
