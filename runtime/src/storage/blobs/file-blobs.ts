import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storageErrors } from '../errors.ts';
import type { BlobStore } from './blob-store.ts';

/** What is being written bears a name that no reader asks for. */
const DRAFT = '.draft-';

/** Blobs as files under a folder. A file is there whole or not at all, also after a loss of power. */
export function createFileBlobs(root: string): BlobStore {
  const at = (name: string) => join(root, ...name.split('/'));
  return {
    write: (name, body) =>
      guarded(async () => {
        const path = at(name);
        const folder = dirname(path);
        const draft = join(folder, `${DRAFT}${randomUUID()}`);
        await mkdir(folder, { recursive: true, mode: 0o700 });
        try {
          await flushed(draft, 'wx', (file) => file.writeFile(body));
          await rename(draft, path);
        } catch (error) {
          await rm(draft, { force: true });
          throw error;
        }
        await flushed(folder, 'r', async () => undefined);
      }),
    read: (name) => guarded(() => absentAs(null, readFile(at(name)))),
    has: (name) => guarded(async () => (await absentAs(null, stat(at(name)))) !== null),
    async *folders(folder) {
      const entries = await guarded(() => absentAs([], readdir(at(folder), { withFileTypes: true })));
      for (const entry of entries) if (entry.isDirectory()) yield entry.name;
    },
    writtenAt: (folder) => guarded(async () => (await absentAs(null, stat(at(folder))))?.mtime ?? null),
    remove: (folder) => guarded(() => rm(at(folder), { recursive: true, force: true })),
  };
}

async function flushed(
  path: string,
  flags: string,
  work: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function absentAs<T, Absent>(absent: Absent, work: Promise<T>): Promise<T | Absent> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return absent;
    throw error;
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw storageErrors.fault('storage.blobs', { problem: code ?? 'an unknown reason' }, error);
  }
}
