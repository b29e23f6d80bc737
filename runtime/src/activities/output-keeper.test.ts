import { expect, it } from 'vitest';
import type { RunBlobs } from '../codec/index.ts';
import { createOutputKeeper } from './output-keeper.ts';

const of = { tenant: 'acme', run: 'run-1' };

function keeper(keepOutput: RunBlobs['keepOutput']) {
  const warned: unknown[] = [];
  const log = { warn: (message: string, facts?: object) => void warned.push([message, facts]) };
  return { warned, ...createOutputKeeper({ blobs: { keepOutput } as RunBlobs, log }) };
}

it('an output that cannot be kept is told in the log and hurts nobody', async () => {
  const { keep, drained, warned } = keeper(() => Promise.reject(new Error('down')));
  keep(of, 'a#1', 1);
  await drained();
  expect(warned).toEqual([['a whole output is not kept', { key: 'a#1', run: 'run-1', error: new Error('down') }]]);
});

it('a store that is too slow is not waited for: what comes beyond 32 at once is left out', async () => {
  const asked: string[] = [];
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { keep, drained, warned } = keeper((_, key) => {
    asked.push(key);
    return slow;
  });
  for (let index = 1; index <= 33; index += 1) keep(of, `a#${index}`, index);
  release();
  await drained();
  keep(of, 'b#1', 1);
  await drained();
  expect([asked.length, asked.at(-1), warned.length]).toEqual([33, 'b#1', 1]);
});
