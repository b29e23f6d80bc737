import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesIn } from '@omniroute/tooling';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeRegistry, startFakeRegistry } from './fake-registry.ts';

// A clone with one dependency, the npm that a person has, and a registry on loopback: every fault below is a real one.
let root: string;
let source: FakeRegistry;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'start-up-'));
  source = await startFakeRegistry();
  mkdirSync(join(root, 'scripts'));
  for (const name of ['bootstrap.mjs', 'check-node.cjs'])
    cpSync(fileURLToPath(new URL(name, import.meta.url)), join(root, 'scripts', name));
  put('scripts/go.mjs', "import { run } from './bootstrap.mjs'; process.exit(await run('target.mjs'));");
  put('target.mjs', "console.log('target');");
  const clone = { name: 'clone', version: '1.0.0', dependencies: { one: '1.0.0' } };
  const packages = { '': clone, 'node_modules/one': { version: '1.0.0', integrity: source.integrity } };
  put('package.json', JSON.stringify(clone));
  put('package-lock.json', JSON.stringify({ name: 'clone', version: '1.0.0', lockfileVersion: 3, packages }));
});
afterEach(() => {
  source.close();
  rmSync(root, { recursive: true, force: true });
});

const put = (path: string, text: string) => writeFileSync(join(root, path), text);

/** The first command of the README under some Node; without npm's own variables, as a person calls it. */
function begin(more: NodeJS.ProcessEnv = {}, before: readonly string[] = [], node = process.execPath): ChildProcess {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const npm = {
    npm_config_registry: source.url,
    npm_config_cache: join(root, 'cache'),
    npm_config_fetch_retries: '0',
  };
  const flags = ['-r', './scripts/check-node.cjs', 'scripts/go.mjs'];
  const [program, ...args] = [...before, node, ...flags];
  return spawn(program!, args, { cwd: root, env: { ...env, ...npm, ...more }, detached: true });
}

async function go(...call: Parameters<typeof begin>): Promise<{ code: number | null; out: string; err: string }> {
  const started = begin(...call);
  const [out, err] = ['', ''].map(() => ({ text: '' }));
  started.stdout?.setEncoding('utf8').on('data', (text: string) => (out!.text += text));
  started.stderr?.setEncoding('utf8').on('data', (text: string) => (err!.text += text));
  const [code] = (await once(started, 'close')) as [number | null];
  return { code, out: out!.text, err: err!.text };
}

const worked = { code: 0, out: expect.stringMatching(/^target$/m) };

describe('packages that cannot be had', () => {
  it('without a network: says so, runs nothing, and the next start installs', async () => {
    const failed = await go({ npm_config_registry: 'http://127.0.0.1:9' });
    expect([failed.code, failed.out]).toEqual([1, '']);
    expect(failed.err).toContain('ECONNREFUSED');
    expect(failed.err).toMatch(
      /see that the registry can be reached \(behind a proxy set HTTPS_PROXY\), then run this again\.\n$/,
    );
    expect(await go()).toMatchObject(worked);
  });

  it('with other bytes than the lockfile names: nothing of them is kept, and the next start installs', async () => {
    source.deliver('changed');
    const failed = await go();
    expect([failed.code, failed.out, existsSync(join(root, 'node_modules/one'))]).toEqual([1, '', false]);
    expect(failed.err).toContain('EINTEGRITY');
    expect(failed.err).toMatch(/The packages could not be installed; npm says why above\./);
    source.deliver('whole');
    expect(await go()).toMatchObject(worked);
  });

  it('broken off by Ctrl-C in the middle: no process is left, and the next start installs', async () => {
    source.deliver('never');
    const started = begin();
    await source.asked();
    process.kill(-started.pid!, 'SIGINT');
    await once(started, 'exit');
    await vi.waitFor(() => expect(processesIn(root)).toEqual([]), { timeout: 10_000 });
    source.deliver('whole');
    expect(await go()).toMatchObject(worked);
  });
});

it('a folder that cannot be written to: says where to clone, and leaves it as it was', async () => {
  chmodSync(root, 0o555);
  // Root may write everywhere, unless that right is taken from it.
  const plain = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
  const failed = await go({}, plain);
  chmodSync(root, 0o755);
  expect(failed).toEqual({
    code: 1,
    out: '',
    err: `The folder ${root} cannot be written to, so nothing can be installed in it. Clone into a folder of yours.\n`,
  });
  expect(existsSync(join(root, 'node_modules'))).toBe(false);
  expect(await go()).toMatchObject(worked);
});

it.runIf(process.platform === 'linux')('a Node too old to read the other scripts: says which is needed', async () => {
  const node = await oldNode('12.22.12');
  expect(await go({}, [], node)).toEqual({
    code: 1,
    out: '',
    err: 'Node 12.22.12 is too old: 20 or newer is needed to begin with. Install one and run this again.\n',
  });
  expect(existsSync(join(root, 'node_modules'))).toBe(false);
});

/** A real one, from npm; kept with the other things that tests need. */
async function oldNode(version: string): Promise<string> {
  const name = `node-linux-${process.arch}`;
  const place = resolve(process.env.OMNIROUTE_HOME || '.omniroute', 'cache', 'old-node', version);
  const node = join(place, 'node_modules', name, 'bin', 'node');
  if (existsSync(node)) return node;
  mkdirSync(place, { recursive: true });
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefix', place, `${name}@${version}`],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`Node ${version} could not be fetched: ${stderr}`);
  return node;
}
