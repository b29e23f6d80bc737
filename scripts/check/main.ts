import { onParentGone } from '@omniroute/tooling';
import { runSteps, STEPS, UNIT_TESTS } from './steps.ts';

onParentGone(() => process.exit(1));
const say = (text: string) => process.stdout.write(`${text}\n`);
const began = performance.now();
// The tests use every core themselves.
const failed = [...(await runSteps(STEPS, say)), ...(await runSteps([UNIT_TESTS], say))];
const seconds = ((performance.now() - began) / 1000).toFixed(0);
say(failed.length === 0 ? `All is well (${seconds} s).` : `Failed after ${seconds} s: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
