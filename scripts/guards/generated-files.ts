import { type Output, outputs } from '../generate/outputs.ts';
import type { Finding, Guard } from './finding.ts';
import type { Tree } from './tree.ts';

/** Generated files are what their sources make them today. */
export const generatedFiles: Guard = {
  name: 'generated-files',
  check: async (tree) => compare(tree, await outputs(tree)),
};

/** One finding for each output that is missing or differs, at its first different line. */
export function compare(tree: Tree, wanted: readonly Output[]): readonly Finding[] {
  return wanted.flatMap(({ path, text }) => {
    if (!tree.has(path)) return [finding(path, 0, 'is missing')];
    return tree.read(path) === text ? [] : [finding(path, firstDifference(tree.read(path), text), 'is out of date')];
  });
}

function finding(file: string, line: number, what: string): Finding {
  return { file, line, rule: 'generated-files', message: `The generated file ${what}: run npm run generate.` };
}

function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')];
  return left.findIndex((line, at) => line !== right[at]) + 1 || left.length;
}
