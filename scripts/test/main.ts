import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { getChromium, getTemporal } from '@omniroute/tooling';
import { runSteps, STEPS } from '../check/steps.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs everything. The last line is the count; a check that fails counts as a failed test. */
const args = process.argv.slice(2);
const home = resolve(process.env.OMNIROUTE_HOME ?? '.omniroute');
const say = (text: string) => process.stdout.write(`${text}\n`);
const temporal = await getTemporal({ home, tell: say });
const chromium = await getChromium({ tell: say });
const sound = args.length > 0 || (await runSteps(STEPS));
const counted = join(mkdtempSync(join(tmpdir(), 'omniroute-tests-')), 'counts.json');
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=./scripts/test/count-reporter.ts',
    ...args,
  ],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEMPORAL_CLI: temporal.path, CHROMIUM_PATH: chromium, OMNIROUTE_TEST_COUNTS: counted },
  },
);
const counts: Counts = existsSync(counted)
  ? (JSON.parse(readFileSync(counted, 'utf8')) as Counts)
  : { passed: 0, failed: 1, skipped: 0 };
const failed = counts.failed + (sound ? 0 : 1) + (counts.passed + counts.failed === 0 ? 1 : 0);
if (!sound) say('The checks before the tests failed; see above.');
say(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`);
process.exit(failed === 0 && status === 0 ? 0 : 1);
