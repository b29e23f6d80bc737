import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One check: a name, and arguments of Node with which it exits 0 when all is well. */
export interface Step {
  readonly name: string;
  readonly args: readonly string[];
}

/** What needs no tests: form, types of each world, guards. */
export const STEPS: readonly Step[] = [
  {
    name: 'format and lint',
    args: ['scripts/biome.mjs', 'check', '--error-on-warnings', '--max-diagnostics=30', '.'],
  },
  ...['pure', 'node', 'browser', 'test'].map(
    (world): Step => ({
      name: `types (${world})`,
      args: ['node_modules/typescript/bin/tsc', '-p', `tsconfig.${world}.json`],
    }),
  ),
  { name: 'guards', args: ['scripts/guards.ts'] },
];

/** The tests that need no server. */
export const UNIT_TESTS: Step = {
  name: 'unit tests',
  args: [
    ...['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--project', 'unit', '--project', 'dom'],
    // Left to itself it leaves one core idle, which on two is half of them.
    `--maxWorkers=${availableParallelism()}`,
  ],
};

/** What came of a step. */
export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

/** Runs one step and keeps what it printed. */
export function runStep({ name, args }: Step): Promise<StepResult> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const end = (ok: boolean) => resolve({ name, ok, output, seconds: (performance.now() - began) / 1000 });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** Runs steps, two at a time; says how each ended, and what those that failed printed. Answers the names of those. */
export async function runSteps(steps: readonly Step[], say: (text: string) => void): Promise<readonly string[]> {
  const waiting = [...steps];
  const failed: string[] = [];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const { name, ok, output, seconds } = await runStep(step);
      say(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
      if (ok) continue;
      failed.push(name);
      say(output.trimEnd());
    }
  };
  await Promise.all([work(), work()]);
  return failed;
}
