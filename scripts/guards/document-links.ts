import { posix } from 'node:path';
import type { Finding, Guard } from './finding.ts';
import type { Tree } from './tree.ts';

/** Links and pictures of Markdown pages lead to a file, a folder or a heading that exists. */
export const documentLinks: Guard = {
  name: 'document-links',
  check: (tree) => tree.paths.filter((path) => path.endsWith('.md')).flatMap((path) => judge(tree, path)),
};

function judge(tree: Tree, path: string): Finding[] {
  const findings: Finding[] = [];
  for (const [index, line] of proseLines(tree.read(path)).entries()) {
    for (const [, link = ''] of line.matchAll(/\]\(([^()\s]+)\)/g)) {
      const problem = /^[a-z]+:/.test(link) ? null : problemOf(tree, path, link);
      if (problem !== null) findings.push({ file: path, line: index + 1, rule: 'document-links', message: problem });
    }
  }
  return findings;
}

function problemOf(tree: Tree, from: string, link: string): string | null {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : posix.join(posix.dirname(from), file).replace(/\/$/, '');
  const isFolder = tree.paths.some((path) => path.startsWith(`${target}/`));
  if (!tree.has(target) && !isFolder) return `${link} leads to nothing.`;
  if (anchor === undefined || !target.endsWith('.md')) return null;
  return headings(tree.read(target)).includes(anchor) ? null : `${target} has no heading #${anchor}.`;
}

/** Anchors of a page's headings, made as GitHub makes them. */
function headings(text: string): readonly string[] {
  const titles = proseLines(text).flatMap((line) => /^#+ (.+)$/.exec(line)?.[1] ?? []);
  return titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The page's lines, those of code fences emptied. */
function proseLines(text: string): readonly string[] {
  let fenced = false;
  return text.split('\n').map((line) => {
    const fence = line.trimStart().startsWith('```');
    if (fence) fenced = !fenced;
    return fence || fenced ? '' : line.replace(/`[^`]*`/g, (code) => (line.startsWith('#') ? code : ''));
  });
}
