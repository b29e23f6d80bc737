import { expect, it } from 'vitest';
import { memoryBlobs } from '../../../test/memory-blobs.ts';
import { collectBlobs, type RunFate } from './collect-blobs.ts';

const DAY = 86_400_000;

/** Blobs written at their run's day, collected on day 100; runs by id, `null` where there is none. */
async function kept(runs: Readonly<Record<string, { written: number; fate: RunFate }>>): Promise<string[]> {
  const clock = { at: 0 };
  const store = memoryBlobs(() => clock.at);
  for (const [run, { written }] of Object.entries(runs)) {
    clock.at = written * DAY;
    for (const top of ['values', 'outputs']) await store.write(`${top}/acme/${run}/a`, Buffer.from('a'));
  }
  const fates = async (tenant: string, ids: readonly string[]) => {
    expect(tenant).toBe('acme');
    return new Map(ids.map((id) => [id, runs[id]?.fate ?? null]));
  };
  await collectBlobs(store, { now: 100 * DAY, graceMs: DAY, outputsMs: 30 * DAY, fates });
  return store.names().sort();
}

it('what a run refers to stays as long as the run does, open or ended', async () => {
  const open = { written: 1, fate: { endedAt: null } };
  const ended = { written: 1, fate: { endedAt: new Date(99 * DAY) } };
  expect(await kept({ open, ended })).toEqual([
    'outputs/acme/ended/a',
    'outputs/acme/open/a',
    'values/acme/ended/a',
    'values/acme/open/a',
  ]);
});

it('whole outputs go when they were kept long enough after the end, values do not', async () => {
  const old = { written: 60, fate: { endedAt: new Date(60 * DAY) } };
  const recent = { written: 60, fate: { endedAt: new Date(71 * DAY) } };
  expect(await kept({ old, recent })).toEqual(['outputs/acme/recent/a', 'values/acme/old/a', 'values/acme/recent/a']);
});

it('what belongs to no run goes after the grace, and not before: its run may be about to be written', async () => {
  const orphan = { written: 98, fate: null };
  const young = { written: 99.5, fate: null };
  expect(await kept({ orphan, young })).toEqual(['outputs/acme/young/a', 'values/acme/young/a']);
});
