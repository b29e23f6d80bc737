import { describe, expect, it } from 'vitest';
import { check, parse } from '../src/index.ts';
import { campaigns } from './expressions.soak.ts';
import { MAPPING_ENV, MAPPINGS } from './mistakes.ts';
import { runHostile } from './run-hostile.ts';

const seed = 20260105;

describe('a twentieth of the campaigns', () => {
  it.each(MAPPINGS)('the mapping %s is sound before a mistake is made in it', (source, place) => {
    expect(check(parse(source).tree, MAPPING_ENV, place).diagnostics).toEqual([]);
  });

  it('finds at least 95 of 100 mistakes in mappings, at their place', async () => {
    const campaign = campaigns.find(({ id }) => id === 'mistaken-mappings');
    expect(await campaign?.run({ scale: 0.05, seed })).toMatchObject({ count: 100 });
  });

  it('ends 500 hostile expressions by value, error or fuel; the clock plays no part', () => {
    const run = runHostile(seed, 500, () => 0);
    expect(run.refused + run.values + run.errors + run.poisoned).toBe(500);
    expect(run.poisoned).toBeGreaterThan(20);
    expect(runHostile(seed, 500, () => 0)).toEqual(run);
  });
});
