import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toolingErrors } from '../errors.ts';
import { runProgram } from '../process/run-program.ts';
import type { Identity } from '../process/tether.ts';
import { bundledPostgres, type PostgresPrograms } from './bundled.ts';

/** PostgreSQL refuses to run as root; then it runs as nobody. */
const NOBODY: Identity = { uid: 65534, gid: 65534 };
/** A place that every user may enter, for what cannot stay under a closed home. */
const OPEN_PLACE = '/var/lib/omniroute';
/** Copies of the programs, one for each release; every home uses the same. */
const COPIES = join(OPEN_PLACE, 'postgres-programs');

/** As whom PostgreSQL runs, where its data folder and its programs are. */
export interface PostgresPlace {
  readonly identity: Identity | undefined;
  readonly programs: PostgresPrograms;
  /** The folder that holds the data folder: the home folder, or a stand-in that an unprivileged user can reach. */
  readonly folder: string;
}

/**
 * Finds a place where PostgreSQL can run. As an ordinary user that is the home folder and the programs as installed. As root
 * it has to run as nobody; what nobody cannot reach (a home or a clone in a closed folder, such as the home of root) goes to /var/lib/omniroute, and `tell`
 * says so. Reach is tried out, not read from mode bits: access lists, mounts and user namespaces count too.
 */
export async function choosePlace(home: string, tell: (text: string) => void): Promise<PostgresPlace> {
  const bundled = await bundledPostgres();
  await mkdir(home, { recursive: true, mode: 0o755 });
  if (process.getuid?.() !== 0) return { identity: undefined, programs: bundled, folder: home };
  const { problem } = await runProgram('/bin/sh', ['-c', ':'], { identity: NOBODY });
  if (problem !== null) throw toolingErrors.fault('postgres.unprivileged', { problem });
  const folder = (await canEnter(home)) ? home : await openFolder(home);
  if (folder !== home)
    tell(`the database lives in ${folder}: PostgreSQL does not run as root, and user nobody cannot enter ${home}`);
  if (await canRun(bundled.postgres)) return { identity: NOBODY, programs: bundled, folder };
  return { identity: NOBODY, programs: await copyPrograms(bundled, COPIES, tell), folder };
}

async function canEnter(folder: string): Promise<boolean> {
  return (await runProgram('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { identity: NOBODY })).problem === null;
}

async function canRun(program: string): Promise<boolean> {
  return (await runProgram(program, ['--version'], { identity: NOBODY })).problem === null;
}

/** The stand-in of a home folder, named after it. */
async function openFolder(home: string): Promise<string> {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 12);
  return makeOpen(join(OPEN_PLACE, name), `user nobody cannot enter ${home}`);
}

/** Makes a folder that every user may enter, whatever the mask of this process. */
async function makeOpen(folder: string, why: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    for (const path of [dirname(folder), folder]) await chmod(path, 0o755);
  } catch (error) {
    const problem = `${why}, and ${folder} cannot be made: ${(error as Error).message}`;
    throw toolingErrors.fault('postgres.unprivileged', { problem }, error);
  }
  return folder;
}

/** A copy of the programs that nobody can run; complete or not there, and made anew for another release. */
export async function copyPrograms(
  bundled: PostgresPrograms & { readonly version: string },
  place: string,
  tell: (text: string) => void,
): Promise<PostgresPrograms> {
  const native = dirname(dirname(bundled.postgres));
  const copy = join(place, bundled.version);
  const programs = { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
  if (!existsSync(copy)) {
    tell(`copying PostgreSQL to ${copy}: user nobody cannot run it from ${native}`);
    await makeOpen(place, `user nobody cannot run PostgreSQL from ${native}`);
    const draft = `${copy}.${process.pid}`;
    await cp(native, draft, { recursive: true, dereference: true });
    await openToAll(draft);
    await rename(draft, copy).catch(async (error: NodeJS.ErrnoException) => {
      await rm(draft, { recursive: true, force: true });
      // Another process was first; its copy is the same.
      if (!existsSync(programs.postgres)) throw error;
    });
  }
  const { problem } = await runProgram(programs.postgres, ['--version'], { identity: NOBODY });
  if (problem !== null) throw toolingErrors.fault('postgres.unprivileged', { problem });
  return programs;
}

/** Opens a folder of programs to all users, whatever the mask it was installed under. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else await chmod(path, 0o755);
  }
}
