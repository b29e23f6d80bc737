import type { Finding, Guard } from './finding.ts';
import type { Tree } from './tree.ts';

/** Every package, product, template and kind folder says in the first line of its README what is in it. */
export const captions: Guard = {
  name: 'captions',
  check(tree) {
    const needed = new Set(tree.paths.flatMap(foldersWithCaption));
    const written = tree.paths
      .filter((path) => path.endsWith('/README.md'))
      .map((path) => path.slice(0, -'/README.md'.length));
    const findings: Finding[] = [];
    for (const folder of [...new Set([...needed, ...written])].sort()) {
      const problem = judge(tree, folder);
      if (problem !== null) findings.push({ file: `${folder}/README.md`, line: 1, rule: 'captions', message: problem });
    }
    return findings;
  },
};

function foldersWithCaption(path: string): readonly string[] {
  const parts = path.split('/');
  const [first = '', second = ''] = parts;
  if (parts.length < 2 || first.startsWith('.')) return [];
  const folders = [first];
  if (parts.length > 2 && (first === 'packages' || first === 'templates')) folders.push(`${first}/${second}`);
  const kind = /^packages\/kinds\/src\/(?!registry\/)[^/]+(?=\/)/.exec(path)?.[0];
  return kind === undefined ? folders : [...folders, kind];
}

function judge(tree: Tree, folder: string): string | null {
  const path = `${folder}/README.md`;
  if (!tree.has(path)) return 'The folder has no README with a caption as its first line.';
  const first = tree.read(path).split('\n')[0]!.trim();
  if (first === '' || first.startsWith('#'))
    return 'The first line is a heading or empty; it should be a sentence that says what is in the folder.';
  if (first.length < 15) return `"${first}" says too little to predict a file.`;
  return first.length > 240 ? 'The first line is longer than a caption (240 characters).' : null;
}
