// Every rule of the house that a machine holds: `node scripts/guards.ts [NAME…]` exits 1 with one line a finding.
import { fileURLToPath } from 'node:url';
import { GUARDS } from './guards/all.ts';
import { lengthFigures } from './guards/file-length.ts';
import { formatFinding } from './guards/finding.ts';
import { gitTree } from './guards/tree.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !GUARDS.some((guard) => guard.name === name));
if (unknown.length > 0) {
  const names = GUARDS.map((guard) => guard.name).join(', ');
  process.stderr.write(`There is no guard ${unknown.join(', ')}. There are: ${names}.\n`);
  process.exit(2);
}

const tree = gitTree(fileURLToPath(new URL('..', import.meta.url)));
const guards = wanted.length === 0 ? GUARDS : GUARDS.filter((guard) => wanted.includes(guard.name));
const findings = (await Promise.all(guards.map((guard) => guard.check(tree)))).flat();
for (const finding of findings) process.stdout.write(`${formatFinding(finding)}\n`);

const { files, median, usualShare } = lengthFigures(tree);
process.stdout.write(
  `${guards.length} guards, ${findings.length} findings; ${files} sources, median ${median} lines, ${Math.round(usualShare * 100)} % at most 300\n`,
);
process.exitCode = findings.length === 0 ? 0 : 1;
