import type { Tree } from '../guards/tree.ts';
import { type Generated, NOTICE, table } from './page.ts';

/** Every dated decision beside the code it concerns, newest first. */
export const decisionsPage: Generated = {
  path: 'docs/decisions.md',
  write: (tree) =>
    [
      '# Decisions\n',
      'Why something is as it is, where the code alone does not say. Each is a dated file beside what it concerns.\n',
      `${NOTICE}\n`,
      table(['date', 'decision'], decisions(tree)),
      '',
    ].join('\n'),
};

function decisions(tree: Tree): readonly (readonly string[])[] {
  const paths = tree.paths.filter((path) => path.endsWith('.decision.md'));
  const rows = paths.map((path) => [dateOf(path, tree.read(path)), `[${titleOf(path, tree.read(path))}](../${path})`]);
  return rows.sort(([a = ''], [b = '']) => (a < b ? 1 : a > b ? -1 : 0));
}

function titleOf(path: string, text: string): string {
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (title === undefined) throw new Error(`${path} has no heading.`);
  return title;
}

function dateOf(path: string, text: string): string {
  const date = /^(\d{4}-\d{2}-\d{2})\b/m.exec(text)?.[1];
  if (date === undefined) throw new Error(`${path} has no line that begins with its date (YYYY-MM-DD).`);
  return date;
}
