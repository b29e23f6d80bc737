// Writes what is made from the code: first the kind lists, then the reference pages. `npm run generate`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindLists, type Output, referencePages } from './generate/outputs.ts';
import { gitTree } from './guards/tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tree = gitTree(root);
save(await kindLists(tree));
save(await referencePages(tree));

function save(made: readonly Output[]): void {
  for (const output of made) {
    if ('problem' in output) {
      process.stderr.write(`${output.path} cannot be made: ${output.problem}\n`);
      process.exitCode = 1;
      continue;
    }
    if (tree.has(output.path) && tree.read(output.path) === output.text) continue;
    mkdirSync(dirname(join(root, output.path)), { recursive: true });
    writeFileSync(join(root, output.path), output.text);
    process.stdout.write(`${output.path}\n`);
  }
}
