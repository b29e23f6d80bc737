import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Tree } from '../guards/tree.ts';
import type { Generated } from './page.ts';
import { registry } from './registry.ts';

/** A generated file as it should lie in the tree, or why it cannot be made. */
export type Output =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly problem: string };

/** Loads one page late: its code imports the product, which may not load while the kind lists are stale. */
interface LatePage {
  readonly path: string;
  load(): Promise<Generated>;
}

/** The pages made from the product's own tables. */
export const PAGES: readonly LatePage[] = [
  {
    path: 'compiler/src/generate/temporal-ts/copied-files.ts',
    load: async () => (await import('./ejected-files.ts')).ejectedFiles,
  },
  { path: 'docs/decisions.md', load: async () => (await import('./decisions-page.ts')).decisionsPage },
  { path: 'docs/reference/cli.md', load: async () => (await import('./cli-page.ts')).cliPage },
  { path: 'docs/reference/errors.md', load: async () => (await import('./errors-page.ts')).errorsPage },
  { path: 'docs/reference/functions.md', load: async () => (await import('./functions-page.ts')).functionsPage },
  {
    path: 'docs/reference/http.md',
    load: async () => {
      const { httpPage } = await import('./http-page.ts');
      return httpPage(async () => (await import('@omniroute/runtime/api')).apiDocument());
    },
  },
  { path: 'docs/reference/kinds.md', load: async () => (await import('./kinds-page.ts')).kindsPage },
  { path: 'docs/reference/run-errors.md', load: async () => (await import('./run-errors-page.ts')).runErrorsPage },
  {
    path: 'docs/reference/service.schema.json',
    load: async () => (await import('./service-schema.ts')).serviceSchema,
  },
  { path: 'docs/reference/settings.md', load: async () => (await import('./settings-page.ts')).settingsPage },
];

/** The kind lists, made from folder names alone. */
export function kindLists(tree: Tree): Promise<readonly Output[]> {
  return outputs(tree, registry);
}

/** The reference pages; the kind lists must be up to date. */
export async function referencePages(tree: Tree): Promise<readonly Output[]> {
  return outputs(
    tree,
    PAGES.map(({ path, load }) => ({ path, write: async (from) => (await load()).write(from) })),
  );
}

/** Writes outputs in memory, formatted as the rest of the sources. */
export async function outputs(tree: Tree, generators: readonly Generated[]): Promise<readonly Output[]> {
  return Promise.all(
    generators.map(async ({ path, write }): Promise<Output> => {
      try {
        return { path, text: formatted(path, await write(tree)) };
      } catch (error) {
        return { path, problem: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

function formatted(path: string, text: string): string {
  const binary = createRequire(import.meta.url).resolve(`@biomejs/cli-${process.platform}-${process.arch}/biome`);
  const arguments_ = ['check', '--write', '--linter-enabled=false', `--stdin-file-path=${path}`];
  const run = spawnSync(binary, arguments_, { input: text, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`It cannot be formatted: ${run.stderr}`);
  return run.stdout;
}
