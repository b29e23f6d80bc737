import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { toolingErrors } from '../errors.ts';
import { runProgram } from '../process/run-program.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const APT = '/usr/bin/apt-get';

/**
 * Path of a Chromium: the setting CHROMIUM_PATH (then it must run), the search path, else installed from the system's
 * packages where that is allowed (root on Debian).
 */
export async function getChromium(
  options: { readonly env?: NodeJS.ProcessEnv; tell?: ((text: string) => void) | undefined } = {},
): Promise<string> {
  const { env = process.env, tell = () => undefined } = options;
  const setting = env.CHROMIUM_PATH ?? '';
  if (setting !== '') {
    const { problem } = await runProgram(setting, ['--version']);
    if (problem === null) return setting;
    throw toolingErrors.fault('chromium.not_found', { problem: `CHROMIUM_PATH=${setting} does not run (${problem})` });
  }
  const found = search(env);
  if (found !== null) return found;
  if (process.getuid?.() !== 0 || !existsSync(APT))
    throw toolingErrors.fault('chromium.not_found', {
      problem: 'it is not installed, and only root of a Debian can install it from here',
    });
  tell('installing Chromium (about a minute)');
  return install(env);
}

async function install(env: NodeJS.ProcessEnv): Promise<string> {
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  await runProgram(APT, ['update', '-qq'], quiet);
  const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
  const { problem } = await runProgram(APT, packages, quiet);
  const installed = search(env);
  if (problem === null && installed !== null) return installed;
  throw toolingErrors.fault('chromium.not_found', {
    problem: `apt-get could not install it (${problem ?? 'it brought no chromium'})`,
  });
}

function search(env: NodeJS.ProcessEnv): string | null {
  for (const folder of (env.PATH ?? '').split(delimiter))
    for (const name of NAMES) if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
  return null;
}
