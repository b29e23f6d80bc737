import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toolingErrors } from '../errors.ts';
import { runProgram } from '../process/run-program.ts';
import { MAJOR_VERSION } from './bundled.ts';
import type { PostgresPlace } from './unprivileged.ts';

/**
 * Makes a data folder on first use: all of it or none of it, so that a first start that was interrupted leaves nothing that
 * looks like a database. Data of another release is refused.
 */
export async function initialise(place: PostgresPlace, data: string, superuserPassword: string): Promise<void> {
  const found = await versionOf(data);
  if (found === MAJOR_VERSION) return;
  if (found !== null) throw toolingErrors.fault('postgres.version', { folder: data, found, expected: MAJOR_VERSION });
  const { identity } = place;
  const draft = `${data}.draft`;
  const password = `${data}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  // initdb takes the password from a file only, which its user must be able to read.
  await writeFile(password, superuserPassword, { mode: 0o600 });
  if (identity !== undefined) for (const path of [draft, password]) await chown(path, identity.uid, identity.gid);
  const { problem } = await runProgram(
    place.programs.initdb,
    [
      ...['-D', draft, '-U', 'postgres', `--pwfile=${password}`, '-A', 'scram-sha-256', '--no-instructions'],
      ...['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { identity },
  );
  await rm(password, { force: true });
  if (problem !== null) {
    await rm(draft, { recursive: true, force: true });
    throw toolingErrors.fault('postgres.init', { folder: data, problem });
  }
  await rename(draft, data);
}

async function versionOf(data: string): Promise<string | null> {
  try {
    return (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
