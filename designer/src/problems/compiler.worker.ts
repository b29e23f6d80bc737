import { createChecker, type LoweringRegistry } from '@omniroute/compiler';
import { hasErrors } from '@omniroute/errors';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import type { CheckAnswer, CheckRequest } from './protocol.ts';

/** One draft under work: each version of it is checked by what it changed. */
const checker = createChecker({ kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry });

async function judged({ turn, service }: CheckRequest): Promise<CheckAnswer> {
  checker.open(service as unknown as Json);
  const findings = checker.check();
  return { turn, ok: !hasErrors(findings), findings, estimate: await estimated() };
}

/** The estimate is a part of its own, which comes with the first service that is sound. */
async function estimated(): Promise<readonly string[]> {
  const plan = checker.plan();
  if (plan === null) return [];
  const { estimate, sayEstimate, sayUnbounded } = await import('@omniroute/compiler/estimate');
  const made = estimate(plan);
  return [sayEstimate(made), ...sayUnbounded(made)];
}

addEventListener('message', ({ data }: MessageEvent<CheckRequest>) => {
  judged(data)
    .then((answer) => postMessage(answer))
    // Nobody waits for the promise: reported as an error of the worker, it reaches the page.
    .catch(reportError);
});
