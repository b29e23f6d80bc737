import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompileResult } from '@omniroute/compiler';
import type { Terminal } from './command.ts';

/** Results of compiling, by the content they were made from. */
export interface CompileCache {
  get(file: string, text: string): Promise<CompileResult | null>;
  put(file: string, text: string, result: CompileResult): Promise<void>;
}

const MOST_ENTRIES = 1000;
/** What a result depends on besides the text: the sources of the compiler and of all it uses, and the libraries. */
const SOURCES = [
  'compiler',
  ...['errors', 'primitives', 'expressions', 'dsl', 'plan', 'kind-sdk', 'kinds'].map((name) => `packages/${name}`),
];
const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The cache in the home of the stack (`OMNIROUTE_HOME/cache/compile`), or `null` where there is no home: checking a file
 * leaves nothing behind in a folder that is none. An entry that cannot be read, or was changed, counts as absent and is
 * written again; one that cannot be written is done without.
 */
export async function compileCache(terminal: Terminal): Promise<CompileCache | null> {
  const given = terminal.env.OMNIROUTE_HOME;
  const home = resolve(terminal.cwd, given === undefined || given === '' ? '.omniroute' : given);
  if (!existsSync(home)) return null;
  const folder = join(home, 'cache', 'compile');
  const version = await versionOfCompiler();
  const place = (file: string, text: string) => {
    const extension = file.slice(file.lastIndexOf('.') + 1);
    return join(folder, `${sha256(`${version}\n${extension}\n${text}`)}.json`);
  };
  return {
    async get(file, text) {
      const entry = await readFile(place(file, text), 'utf8').catch(() => '');
      const end = entry.indexOf('\n');
      const body = entry.slice(end + 1);
      return end > 0 && sha256(body) === entry.slice(0, end) ? (JSON.parse(body) as CompileResult) : null;
    },
    async put(file, text, result) {
      const body = JSON.stringify(result);
      const path = place(file, text);
      const draft = `${path}.${process.pid}`;
      const written = mkdir(folder, { recursive: true })
        .then(() => writeFile(draft, `${sha256(body)}\n${body}`))
        .then(() => rename(draft, path))
        .then(() => prune(folder));
      // A cache is a convenience: a disk that is full or read-only must not fail the command.
      await written.catch(() => undefined);
    },
  };
}

/** A hash that changes when any source of the compiler does: names, sizes and times, which are read much faster than texts. */
async function versionOfCompiler(): Promise<string> {
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8').catch(() => '');
  const lists = await Promise.all(
    SOURCES.map(async (source) => {
      const entries = await readdir(join(root, source, 'src'), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return Promise.all(
        files.map(async (file) => {
          const { size, mtimeMs } = await stat(file);
          return `${file} ${size} ${mtimeMs}`;
        }),
      );
    }),
  );
  return sha256([sha256(lock), ...lists.flat().sort()].join('\n'));
}

/** Removes the older half when there are too many. */
async function prune(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= MOST_ENTRIES) return;
  const aged = await Promise.all(
    names.map(async (name) => ({
      name,
      at: await stat(join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    })),
  );
  const old = aged.sort((a, b) => a.at - b.at).slice(0, MOST_ENTRIES / 2);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
