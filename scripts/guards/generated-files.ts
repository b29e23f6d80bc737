import { kindLists, type Output, referencePages } from '../generate/outputs.ts';
import type { Finding, Guard } from './finding.ts';
import type { Tree } from './tree.ts';

/** Generated files are what their sources make them today. */
export const generatedFiles: Guard = {
  name: 'generated-files',
  check: async (tree) => compare(tree, [...(await kindLists(tree)), ...(await referencePages(tree))]),
};

/** One finding for each output that is missing, differs (at its first different line) or cannot be made. */
export function compare(tree: Tree, wanted: readonly Output[]): readonly Finding[] {
  return wanted.flatMap((output) => {
    const { path } = output;
    if ('problem' in output) return [finding(path, 0, `The generated file cannot be made: ${output.problem}`)];
    if (!tree.has(path)) return [finding(path, 0, 'The generated file is missing: run npm run generate.')];
    const present = tree.read(path);
    if (present === output.text) return [];
    return [
      finding(path, firstDifference(present, output.text), 'The generated file is out of date: run npm run generate.'),
    ];
  });
}

function finding(file: string, line: number, message: string): Finding {
  return { file, line, rule: 'generated-files', message: message.split('\n')[0]! };
}

function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')];
  return left.findIndex((line, at) => line !== right[at]) + 1 || left.length;
}
