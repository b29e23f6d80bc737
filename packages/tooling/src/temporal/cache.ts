import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The cached binary if its hash is the one written beside it; one that was half written or changed is thrown away. */
export async function readCache(path: string, tell: (text: string) => void): Promise<string | null> {
  if (!existsSync(path)) return null;
  const wanted = await readFile(`${path}.sha256`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if ((await sha256Of(path)) === wanted.trim()) return path;
  tell(`the cached Temporal server in ${dirname(path)} is damaged and is replaced`);
  await rm(path, { force: true });
  return null;
}

/** Puts a binary into the cache: the hash first, then the whole file at once, so that what is there is complete. */
export async function writeCache(path: string, from: string): Promise<string> {
  const draft = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await copyFile(from, draft);
    await chmod(draft, 0o755);
    await writeFile(`${path}.sha256`, `${await sha256Of(draft)}\n`);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  return path;
}

/** Gives work a folder of its own that is removed afterwards, however it went. */
export async function inWorkFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'work-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
