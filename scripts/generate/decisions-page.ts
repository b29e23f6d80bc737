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

/** The heading, without the date that may stand in brackets behind it. */
function titleOf(path: string, text: string): string {
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (title === undefined) throw new Error(`${path} has no heading.`);
  return title.replace(/\s*\(\d{4}-\d{2}-\d{2}\)$/, '');
}

/** The first date of the page: behind the heading, or on a line of its own below it. */
function dateOf(path: string, text: string): string {
  const date = /\b\d{4}-\d{2}-\d{2}\b/.exec(text.split('\n').slice(0, 5).join('\n'))?.[0];
  if (date === undefined) throw new Error(`${path} has no date (YYYY-MM-DD) in its heading or below it.`);
  return date;
}
