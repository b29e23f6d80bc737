import { runStep, runSteps, STEPS } from './steps.ts';

const sound = await runSteps(STEPS);
const tests = await runStep({
  name: 'unit tests',
  command: ['node', 'node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'dom'],
});
process.stdout.write(`${tests.ok ? 'ok  ' : 'FAIL'} unit tests (${tests.seconds.toFixed(1)} s)\n`);
process.stdout.write(tests.ok ? `${tests.output.trimEnd().split('\n').slice(-6).join('\n')}\n` : tests.output);
process.exit(sound && tests.ok ? 0 : 1);
