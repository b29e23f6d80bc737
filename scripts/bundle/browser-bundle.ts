import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Bytes of a bundle after gzip, and of what it is made of before, largest first. */
export interface BundleSize {
  readonly gzipped: number;
  readonly parts: readonly (readonly [name: string, bytes: number])[];
  /** What is loaded when it is first needed: bytes after gzip of each further part of the bundle, by its name. */
  readonly later: Readonly<Record<string, number>>;
}

/** What a page takes of the compiler, and of the expressions for its editor. */
const COMPILER = ['compileWith', 'createCheckerWith', 'parseSource'];
const EXPRESSIONS = [
  ...['parse', 'print', 'parseTemplate', 'isTemplate', 'check', 'checkTemplate', 'complete', 'hover', 'impliedBy'],
  ...['compile', 'compileTemplate', 'evaluateWith', 'typeFromSchema', 'typeToString', 'FUNCTIONS', 'MACROS'],
  ...['NO_LIBRARIES', 'neededLibraries', 'loadLibraries'],
];

/** Bundles compiler and expressions for the browser in memory, minified, and measures what a page has to load first. */
export async function browserBundle(): Promise<BundleSize> {
  const entry = `
    export { ${COMPILER.join(', ')} } from '${root}compiler/src/index.ts';
    export { ${EXPRESSIONS.join(', ')} } from '${root}packages/expressions/src/index.ts';`;
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
  const later = output.filter((chunk) => chunk.type === 'chunk' && !chunk.isEntry);
  return {
    gzipped: gzipSync(first.code).length,
    parts: [...parts].sort((a, b) => b[1] - a[1]),
    later: Object.fromEntries(
      later.map((chunk) => [chunk.name, chunk.type === 'chunk' ? gzipSync(chunk.code).length : 0]),
    ),
  };
}

function partOf(path: string): string {
  const library = path.split('node_modules/')[1];
  if (library !== undefined) return library.split('/')[0] ?? library;
  return path.endsWith('.gen.ts') ? path.slice(path.lastIndexOf('/') + 1) : path.slice(root.length).split('/src/')[0]!;
}
