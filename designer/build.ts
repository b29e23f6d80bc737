import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../', import.meta.url));
/** Folders whose code ends up in the page. */
const SOURCES = [
  'designer',
  ...[
    'contracts',
    'dsl',
    'engine',
    'errors',
    'expressions',
    'kind-sdk',
    'kinds',
    'plan',
    'primitives',
    'shared-doc',
    'simulator',
    'ui',
  ].map((name) => `packages/${name}`),
  'compiler',
];

/**
 * Builds the page into `<home>/cache/designer/<hash of the sources>` unless it is there already, and answers the folder.
 * Half-built folders are never served: the build goes to a draft folder that is renamed when it is complete, and one that
 * has lost something since, as after a loss of power, is built again.
 */
export async function buildDesigner(home: string): Promise<string> {
  const hash = await sourceHash();
  const folder = join(home, 'cache', 'designer', hash);
  if (await isWhole(folder)) return folder;
  await rm(folder, { recursive: true, force: true });
  const draft = `${folder}.${process.pid}`;
  await mkdir(join(home, 'cache', 'designer'), { recursive: true });
  await build({
    root: here,
    configFile: false,
    logLevel: 'warn',
    plugins: [react(), tailwindcss()],
    // Modules, so that the compiler can load what few services need when it is needed.
    worker: { format: 'es' },
    define: { __SHELL_BUILD__: JSON.stringify(hash) },
    build: {
      outDir: draft,
      emptyOutDir: true,
      sourcemap: false,
      target: 'es2023',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: {
        input: [join(here, 'index.html'), join(here, 'src/shell/service-worker.ts')],
        // A browser looks for the worker at one address, and finds by its bytes that it is a new one.
        output: {
          entryFileNames: ({ name }) => (name === 'service-worker' ? 'sw.js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  });
  await writeFile(listOf(folder), JSON.stringify(await sizesIn(draft)));
  await rename(draft, folder).catch(async (error: NodeJS.ErrnoException) => {
    // Another process was first; its build is the same.
    if (!existsSync(join(folder, 'index.html'))) throw error;
    await rm(draft, { recursive: true, force: true });
  });
  return folder;
}

/** Beside a built folder: its files with their sizes. */
const listOf = (folder: string) => `${folder}.files.json`;

async function isWhole(folder: string): Promise<boolean> {
  if (!existsSync(folder) || !existsSync(listOf(folder))) return false;
  return (await readFile(listOf(folder), 'utf8')) === JSON.stringify(await sizesIn(folder));
}

async function sizesIn(folder: string): Promise<readonly (readonly [path: string, size: number])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.sort().map(async (file) => [file.slice(folder.length), (await stat(file)).size] as const));
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')));
  for (const folder of SOURCES) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter(
      (entry) =>
        entry.isFile() &&
        /\.(ts|tsx|css|html|json|webmanifest|svg|png)$/.test(entry.name) &&
        !entry.parentPath.includes('node_modules'),
    );
    for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort())
      hash.update(file.slice(root.length)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 32);
}
