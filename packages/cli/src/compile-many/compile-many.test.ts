import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileMany, helpersFor } from './compile-many.ts';
import { compileService, type Job } from './compile-service.ts';
import { startHelper, type Work } from './start-helper.ts';

const templates = new URL('../../../../templates/', import.meta.url);
const jobs: readonly Job[] = [
  ...readdirSync(templates, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      file: `${name}/service.json`,
      text: readFileSync(new URL(`${name}/service.json`, templates), 'utf8'),
    })),
  { file: 'broken.json', text: '{ "nodes": [' },
  { file: 'empty.yaml', text: 'nodes: []\n' },
];
const alone = await Promise.all(jobs.map((job) => compileService(job, {})));
const workOf = (): Work => ({ jobs, known: {}, left: jobs.map((_, index) => index), results: new Map() });

test.each([0, 1, 2])(
  'with %i helpers the results are those of one thread, in the order of the files',
  async (helpers) => {
    expect(await compileMany(jobs, {}, helpers)).toEqual(alone);
  },
);

test('a helper compiles whatever nobody else has taken', async () => {
  const work = workOf();
  await startHelper(work).done;
  expect(jobs.map((_, index) => work.results.get(index))).toEqual(alone);
});

test('a helper that falls leaves what it had in hand without a result, and the others untaken', async () => {
  const work = workOf();
  const falling = new URL(
    "data:text/javascript,import { parentPort } from 'node:worker_threads';parentPort.on('message', () => { throw new Error('fallen') });parentPort.postMessage({ kind: 'ready' });",
  );
  await startHelper(work, falling).done;
  expect([work.results.size, work.left.length]).toEqual([0, jobs.length - 2]);
});

test('a helper that is not ready when all is done is not waited for', async () => {
  const idle = new URL('data:text/javascript,setInterval(() => undefined, 1000);');
  const helper = startHelper(workOf(), idle);
  helper.stop();
  await expect(helper.done).resolves.toBe(undefined);
});

test('helpers are started only where there is much to do, and cores that nothing else uses', () => {
  const much = (bytes: number): Job[] => [{ file: 'service.json', text: 'x'.repeat(bytes) }];
  const idle = { cores: 4, load: 0 };
  expect([much(1_400_000), much(1_600_000), much(9_000_000)].map((each) => helpersFor(each, idle))).toEqual([0, 1, 3]);
  expect([0.2, 1.8, 3, 20].map((load) => helpersFor(much(9_000_000), { cores: 4, load }))).toEqual([3, 1, 0, 0]);
  expect(helpersFor(much(9_000_000), { cores: 1, load: 0 })).toBe(0);
});
