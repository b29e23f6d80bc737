import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storageErrors } from './errors.ts';

const KEY_BYTES = 32;

/**
 * The master key that wraps every tenant's data keys: 32 bytes in base64 from the setting, else from
 * `keys/master.json` under the home folder, made on first use and readable by its owner only.
 */
export async function loadMasterKey(settings: { masterKey: string | undefined; home: string }): Promise<Uint8Array> {
  if (settings.masterKey !== undefined && settings.masterKey !== '')
    return decode(settings.masterKey, 'OMNIROUTE_MASTER_KEY');
  const path = join(settings.home, 'keys', 'master.json');
  const stored = await read(path);
  if (stored !== null) return decode(stored, path);
  const key = randomBytes(KEY_BYTES).toString('base64');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    // Two processes may start at once: the first to create the file decides.
    await writeFile(path, JSON.stringify({ key }), { mode: 0o600, flag: 'wx' });
    return decode(key, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return decode((await untilWritten(path)) ?? '', path);
  }
}

async function untilWritten(path: string): Promise<string | null> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const stored = await read(path);
    if (stored !== null) return stored;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return null;
}

async function read(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8');
    return text === '' ? null : ((JSON.parse(text) as { key?: string }).key ?? '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw storageErrors.fault('storage.master_key', { where: path }, error);
  }
}

function decode(text: string, where: string): Uint8Array {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) throw storageErrors.fault('storage.master_key', { where });
  return key;
}
