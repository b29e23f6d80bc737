import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isAlive } from '@omniroute/tooling';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

// A clone with a lockfile of one package, an npm that notes each call, and a target.
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  mkdirSync(join(root, 'scripts'));
  cpSync(fileURLToPath(new URL('./bootstrap.mjs', import.meta.url)), join(root, 'scripts', 'bootstrap.mjs'));
  put('scripts/go.mjs', "import { run } from './bootstrap.mjs'; process.exit(await run('target.mjs'));");
  put('target.mjs', "console.log('target', ...process.argv.slice(2)); process.exit(7);");
  put('package-lock.json', JSON.stringify({ packages: locked }));
  put('npm.js', fakeNpm);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const one = { version: '1.0.0', integrity: 'sha512-x', resolved: 'there' };
const foreign = { version: '1.0.0', optional: true, os: ['another'] };
const locked = { '': { name: 'clone' }, 'node_modules/one': one, 'node_modules/foreign': foreign };
const fakeNpm = `const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
  appendFileSync('calls', process.argv.slice(2, 4).join(' ') + '\\n');
  if (process.env.NPM_FAILS) { console.error('npm error network'); process.exit(1); }
  mkdirSync('node_modules/one', { recursive: true });`;

const put = (path: string, text: string) => writeFileSync(join(root, path), text);
const calls = () =>
  existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [];
const env = () => ({ ...process.env, npm_execpath: join(root, 'npm.js') });
const go = (more: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [join(root, 'scripts/go.mjs'), 'a', 'b'], {
    encoding: 'utf8',
    env: { ...env(), ...more },
  });

it('installs once for each state of the lockfile, then runs the target with its arguments and exit code', () => {
  const runs = [go(), go()];
  expect(runs.map(({ status, stdout }) => [status, stdout])).toEqual([
    [7, 'target a b\n'],
    [7, 'target a b\n'],
  ]);
  expect(calls()).toEqual(['ci --loglevel=error']);
  put('package-lock.json', JSON.stringify({ packages: { ...locked, 'node_modules/two': one } }));
  go();
  expect(calls().length).toBe(2);
});

it('leaves alone what an npm install by hand has completed, and installs when it is not the same', () => {
  mkdirSync(join(root, 'node_modules/one'), { recursive: true });
  const list = (version: string) =>
    put('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/one': { ...one, version } } }));
  list('1.0.0');
  expect([go().status, calls()]).toEqual([7, []]);
  rmSync(join(root, 'node_modules/.omniroute-lock'));
  list('0.9.0');
  expect([go().status, calls().length]).toEqual([7, 1]);
});

it('says what to do when the packages cannot be fetched, runs nothing, and tries again next time', () => {
  const failed = go({ NPM_FAILS: '1' });
  expect([failed.status, failed.stdout]).toEqual([1, '']);
  expect(failed.stderr).toBe(
    'Installing packages (once, half a minute or more)\nnpm error network\nThe packages could not be installed; npm says why above. They come from the network: see that the registry can be reached (behind a proxy set HTTPS_PROXY), then run this again.\n',
  );
  expect([go().status, calls().length]).toEqual([7, 2]);
});

it('passes SIGTERM on, and its end is the end of the target', async () => {
  put(
    'target.mjs',
    `import { Socket } from 'node:net';
     process.on('SIGTERM', () => console.log('heard'));
     new Socket({ fd: 3, readable: true, writable: false }).on('close', () => process.exit(0)).resume();
     console.log(process.pid);`,
  );
  const started = spawn(process.execPath, [join(root, 'scripts/go.mjs')], {
    env: env(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines: string[] = [];
  createInterface({ input: started.stdout }).on('line', (line) => lines.push(line));
  await vi.waitFor(() => expect(lines.length).toBe(1), { timeout: 10_000 });
  started.kill('SIGTERM');
  await vi.waitFor(() => expect(lines[1]).toBe('heard'), { timeout: 10_000 });
  started.kill('SIGKILL');
  await once(started, 'exit');
  await vi.waitFor(() => expect(isAlive(Number(lines[0]))).toBe(false), { timeout: 10_000 });
});
