import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Passwords of the bundled server's three roles. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

/** The file that keeps the passwords. */
export function passwordFile(home: string): string {
  return join(home, 'keys', 'postgres.json');
}

/** Random passwords, made on first use and kept in `keys/postgres.json`, readable by the owner of the home folder only. */
export async function loadPasswords(home: string): Promise<Passwords> {
  const path = passwordFile(home);
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) return JSON.parse(kept) as Passwords;
  const secret = () => randomBytes(24).toString('hex');
  const passwords: Passwords = { superuser: secret(), owner: secret(), app: secret() };
  await mkdir(join(home, 'keys'), { recursive: true, mode: 0o700 });
  await chmod(join(home, 'keys'), 0o700);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(passwords)}\n`, { mode: 0o600 });
  await rename(draft, path);
  return passwords;
}
