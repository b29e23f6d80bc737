import { existsSync, type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { STANDARD_INPUT } from './files.ts';

/** Editors write in several steps; what comes together is one change. */
const TOGETHER_MS = 40;

/**
 * Calls back now and after each change below folders or beside files, one call at a time, until `ended`. Folders are
 * watched, not files, since editors replace a file by another of its name; and each by itself, since Node's recursive
 * watching begins late and misses changes.
 */
export async function watchFiles(
  cwd: string,
  paths: readonly string[],
  ended: Promise<void>,
  changed: () => Promise<void>,
): Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  let isDue = true;
  let wake = () => {};
  const notice = () => {
    isDue = true;
    wake();
  };
  const end = ended.then(() => 'end' as const);
  try {
    for (;;) {
      const due = isDue
        ? Promise.resolve('due' as const)
        : new Promise<'due'>((resolve_) => {
            wake = () => resolve_('due');
          });
      if ((await Promise.race([end, due])) === 'end') return;
      if (watchers.size > 0) await new Promise((resolve_) => setTimeout(resolve_, TOGETHER_MS));
      isDue = false;
      for (const folder of await foldersOf(cwd, paths)) {
        if (watchers.has(folder)) continue;
        const forget = () => watchers.delete(folder);
        watchers.set(folder, watch(folder, notice).on('error', forget).on('close', forget));
      }
      await changed();
    }
  } finally {
    for (const watcher of watchers.values()) watcher.close();
  }
}

/** The folders whose changes matter now; a path that is gone has none. */
async function foldersOf(cwd: string, paths: readonly string[]): Promise<string[]> {
  const folders: string[] = [];
  for (const path of paths.filter((each) => each !== STANDARD_INPUT)) {
    const full = resolve(cwd, path);
    const info = await stat(full).catch(() => null);
    if (info?.isDirectory() !== true) {
      folders.push(dirname(full));
      continue;
    }
    const entries = await readdir(full, { recursive: true, withFileTypes: true });
    const below = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
    folders.push(full, ...below.filter((folder) => !folder.includes('node_modules')));
  }
  return [...new Set(folders)].filter((folder) => existsSync(folder));
}
