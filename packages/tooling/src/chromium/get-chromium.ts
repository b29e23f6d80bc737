import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { toolingErrors } from '../errors.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Path of a Chromium: the setting, the search path, else installed by the system's packages where that is allowed. */
export function getChromium(options: { readonly env?: NodeJS.ProcessEnv; tell?(text: string): void } = {}): string {
  const { env = process.env, tell = () => undefined } = options;
  const setting = env.CHROMIUM_PATH;
  if (setting !== undefined && existsSync(setting)) return setting;
  const found = search(env);
  if (found !== null) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    throw toolingErrors.fault('chromium.not_found', {
      problem: 'it is not installed, and only root of a Debian can install it from here',
    });
  tell('installing Chromium');
  const quiet = { stdio: 'ignore' as const, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  const { status } = spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
    quiet,
  );
  const installed = status === 0 ? search(env) : null;
  if (installed === null) throw toolingErrors.fault('chromium.not_found', { problem: 'apt-get could not install it' });
  return installed;
}

function search(env: NodeJS.ProcessEnv): string | null {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}
