import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One check: a name and a command that exits 0 when all is well. */
export interface Step {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
}

/** What needs no tests: form, types of each world, guards. */
export const STEPS: readonly Step[] = [
  {
    name: 'format and lint',
    command: ['node', 'scripts/biome.mjs', 'check', '--error-on-warnings', '--max-diagnostics=30', '.'],
  },
  ...['pure', 'node', 'browser', 'test'].map(
    (world): Step => ({
      name: `types (${world})`,
      command: ['node', 'node_modules/typescript/bin/tsc', '-p', `tsconfig.${world}.json`],
    }),
  ),
  { name: 'guards', command: ['node', 'scripts/guards.ts'] },
];

/** What came of a step. */
export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

/** Runs one step and keeps what it printed. */
export function runStep({ name, command }: Step, env: NodeJS.ProcessEnv = process.env): Promise<StepResult> {
  const began = Date.now();
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const end = (ok: boolean) => resolve({ name, ok, output, seconds: (Date.now() - began) / 1000 });
    child.on('error', () => end(false));
    child.on('exit', (code) => end(code === 0));
  });
}

/** Runs all steps side by side, two at a time; prints each as it ends, and the output of those that failed. */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  const waiting = [...steps];
  let ok = true;
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step);
      process.stdout.write(`${result.ok ? 'ok  ' : 'FAIL'} ${result.name} (${result.seconds.toFixed(1)} s)\n`);
      if (!result.ok) process.stdout.write(`${result.output.trimEnd()}\n`);
      ok &&= result.ok;
    }
  };
  await Promise.all([work(), work()]);
  return ok;
}
