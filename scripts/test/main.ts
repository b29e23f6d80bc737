// Runs everything; the last line is the count. Arguments go to vitest (a path, -t NAME), and then the checks are left out.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isFault } from '@omniroute/errors';
import { getChromium, getTemporal, onParentGone } from '@omniroute/tooling';
import { runSteps, STEPS } from '../check/steps.ts';
import { type Counts, otherFailures } from './counts.ts';

const args = process.argv.slice(2);
const home = resolve(process.env.OMNIROUTE_HOME || '.omniroute');
const say = (text: string) => process.stdout.write(`${text}\n`);
onParentGone(() => process.exit(1));

const missingTools: string[] = [];
const temporal = await tool(async () => (await getTemporal({ home, tell: say })).path);
const chromium = await tool(() => getChromium({ tell: say }));
const checks = args.length > 0 ? [] : await runSteps(STEPS, say);
const { counts, exitCode } = await runTests();
const failures = otherFailures({ counts, exitCode, checks, missingTools });
for (const failure of failures) say(failure);
const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
say(`${passed} passed, ${failed + failures.length} failed, ${skipped} skipped`);
process.exit(failed + failures.length === 0 ? 0 : 1);

/** Gets something that tests need; what cannot be had fails the run at its end, and the other tests still run. */
async function tool(get: () => Promise<string>): Promise<string | null> {
  try {
    return await get();
  } catch (error) {
    if (!isFault(error)) throw error;
    missingTools.push(error.message);
    return null;
  }
}

async function runTests(): Promise<{ counts: Counts | null; exitCode: number | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'omniroute-counts-'));
  const file = join(folder, 'counts.json');
  const reporters = ['--reporter=default', '--reporter=./scripts/test/count-reporter.ts'];
  // Without their servers the system tests could only fail for that.
  const projects = missingTools.length === 0 ? [] : ['unit', 'dom', 'campaign'].flatMap((name) => ['--project', name]);
  const vitest = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...projects, ...args],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        OMNIROUTE_TEST_COUNTS: file,
        ...(temporal === null ? {} : { TEMPORAL_CLI: temporal }),
        ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
      },
    },
  );
  // Ctrl-C reaches vitest by itself, which ends in order; the others have to be passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => vitest.kill(signal));
  process.on('exit', () => vitest.kill());
  const exitCode = await new Promise<number | null>((end) => vitest.once('exit', end));
  const counts = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : null;
  rmSync(folder, { recursive: true, force: true });
  return { counts, exitCode };
}
