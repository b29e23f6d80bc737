import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository as the guards see it: paths from the root with `/`, sorted. */
export interface Tree {
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Text of a file; throws if it is not in the tree. */
  read(path: string): string;
}

/** All files under version control or about to be: tracked ones and new ones that are not ignored. */
export function gitTree(root: string): Tree {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path))).sort();
  const known = new Set(paths);
  const texts = new Map<string, string>();
  return {
    paths,
    has: (path) => known.has(path),
    read(path) {
      const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
      texts.set(path, text);
      return text;
    },
  };
}

/** A tree in memory. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return {
    paths: Object.keys(files).sort(),
    has: (path) => Object.hasOwn(files, path),
    read(path) {
      const text = files[path];
      if (text === undefined) throw new Error(`No such file: ${path}`);
      return text;
    },
  };
}
