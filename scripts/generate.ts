// Writes what is made from the code: kind lists and reference pages. `npm run generate`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputs } from './generate/outputs.ts';
import { gitTree } from './guards/tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tree = gitTree(root);
for (const { path, text } of await outputs(tree)) {
  if (tree.has(path) && tree.read(path) === text) continue;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  process.stdout.write(`${path}\n`);
}
