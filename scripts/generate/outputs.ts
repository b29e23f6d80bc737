import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Tree } from '../guards/tree.ts';
import { decisionsPage } from './decisions-page.ts';
import { errorsPage } from './errors-page.ts';
import { functionsPage } from './functions-page.ts';
import type { Generated } from './page.ts';
import { hasKinds, registry } from './registry.ts';
import { runErrorsPage } from './run-errors-page.ts';

/** A generated file as it should lie in the tree. */
export interface Output {
  readonly path: string;
  readonly text: string;
}

/** Everything that is generated for this tree. */
export function generatorsFor(tree: Tree): readonly Generated[] {
  return [...(hasKinds(tree) ? registry : []), errorsPage, runErrorsPage, functionsPage, decisionsPage];
}

/** Writes every output in memory, formatted as the rest of the sources. */
export async function outputs(tree: Tree, generators = generatorsFor(tree)): Promise<readonly Output[]> {
  return Promise.all(
    generators.map(async (generator) => ({
      path: generator.path,
      text: formatted(generator.path, await generator.write(tree)),
    })),
  );
}

function formatted(path: string, text: string): string {
  const binary = createRequire(import.meta.url).resolve(`@biomejs/cli-${process.platform}-${process.arch}/biome`);
  const run = spawnSync(binary, ['check', '--write', '--linter-enabled=false', `--stdin-file-path=${path}`], {
    input: text,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`${path} cannot be formatted: ${run.stderr}`);
  return run.stdout;
}
