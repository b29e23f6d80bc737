import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDERS = ['runtime', 'packages', 'compiler', 'scripts', 'designer'];
const PITFALLS = 25;
/** Those that need more than one test. */
const SEVERAL: Readonly<Record<string, number>> = { P7: 5 };
/** Those without a test yet, and why. */
const OWED: Readonly<Record<string, string>> = {
  P21: 'workers carry no deployment version yet',
};

/** Numbers at the beginning of titles of tests, as often as they occur. */
function numbered(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const folder of FOLDERS)
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('.test.ts') || entry.includes('node_modules')) continue;
      const text = readFileSync(join(root, folder, entry), 'utf8');
      for (const [, number = ''] of text.matchAll(/(?:\b(?:it|test)(?:\.each)?\(|\]\)\(|^)\s*['"`](P[0-9]+)[ :]/gm))
        counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  return counts;
}

it('every pitfall has a test whose title begins with its number, and what is owed is not there', () => {
  const counts = numbered();
  const wanted = Array.from({ length: PITFALLS }, (_, index) => `P${index + 1}`);
  const missing = wanted.filter((number) => (counts.get(number) ?? 0) < (SEVERAL[number] ?? 1));
  expect(missing).toEqual(Object.keys(OWED));
  expect([...counts.keys()].filter((number) => !wanted.includes(number))).toEqual([]);
});
