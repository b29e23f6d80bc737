import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Bytes of a bundle after gzip, and of what it is made of before, largest first. */
export interface BundleSize {
  readonly gzipped: number;
  readonly parts: readonly (readonly [name: string, bytes: number])[];
}

/** Bundles compiler and expressions for the browser in memory, minified, and measures what a page has to load first. */
export async function browserBundle(): Promise<BundleSize> {
  const entry = `export { compile } from '${root}compiler/src/index.ts'; export * from '${root}packages/expressions/src/index.ts';`;
  const bundle = await rolldown({
    input: 'entry',
    cwd: root,
    platform: 'browser',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? '\0entry' : null),
        load: (id) => (id === '\0entry' ? entry : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const first = output.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
  if (first?.type !== 'chunk') throw new Error('the bundle has no entry');
  const parts = new Map<string, number>();
  for (const [path, { renderedLength }] of Object.entries(first.modules)) {
    const name = partOf(path);
    parts.set(name, (parts.get(name) ?? 0) + renderedLength);
  }
  return { gzipped: gzipSync(first.code).length, parts: [...parts].sort((a, b) => b[1] - a[1]) };
}

function partOf(path: string): string {
  const library = path.split('node_modules/')[1];
  if (library !== undefined) return library.split('/')[0] ?? library;
  return path.endsWith('.gen.ts') ? path.slice(path.lastIndexOf('/') + 1) : path.slice(root.length).split('/src/')[0]!;
}
