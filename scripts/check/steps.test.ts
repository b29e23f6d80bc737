import { expect, it } from 'vitest';
import { runStep, runSteps } from './steps.ts';

const good = { name: 'good', args: ['-e', 'console.log("fine")'] };
const bad = { name: 'bad', args: ['-e', 'console.log("first"); console.error("the reason"); process.exit(3)'] };
const killed = { name: 'killed', args: ['-e', 'process.kill(process.pid, "SIGKILL")'] };

it('a step is well only if it exits with 0, and what it printed is kept', async () => {
  const results = await Promise.all([good, bad, killed].map(runStep));
  expect(results.map(({ name, ok, output }) => ({ name, ok, output }))).toEqual([
    { name: 'good', ok: true, output: 'fine\n' },
    { name: 'bad', ok: false, output: 'first\nthe reason\n' },
    { name: 'killed', ok: false, output: '' },
  ]);
});

it('all steps run, whichever fails; the output of those that failed is shown', async () => {
  const said: string[] = [];
  const failed = await runSteps([bad, good, killed], (text) => said.push(text));
  expect([...failed].sort()).toEqual(['bad', 'killed']);
  expect(said.map((text) => text.replace(/ \(.* s\)/, '')).sort()).toEqual([
    '',
    'FAIL bad',
    'FAIL killed',
    'first\nthe reason',
    'ok   good',
  ]);
});
