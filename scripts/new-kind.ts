// A new kind from the template: `npm run new:kind NAME` writes its folder and regenerates the lists.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isKindName, namesOf, rename } from './new-kind/rename.ts';

const kinds = fileURLToPath(new URL('../packages/kinds/', import.meta.url));
const name = process.argv[2] ?? '';
const folder = join(kinds, 'src', name);
if (!isKindName(name)) stop('Give the kind a name in kebab-case: npm run new:kind send-sms');
if (existsSync(folder)) stop(`There is a kind ${name} already.`);

cpSync(join(kinds, 'template'), folder, { recursive: true });
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  writeFileSync(path, rename(readFileSync(path, 'utf8'), namesOf(name)));
}
const generated = spawnSync(process.execPath, [fileURLToPath(new URL('generate.ts', import.meta.url))], {
  stdio: 'inherit',
});
process.stdout.write(
  `packages/kinds/src/${name}: fill definition, lowering and activity, write two cases, then npm run check.\n`,
);
process.exit(generated.status ?? 1);

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
