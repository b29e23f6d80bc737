import { createCheckerWith, type LoweringRegistry } from '@omniroute/compiler';
import type { Service } from '@omniroute/dsl';
import { hasErrors } from '@omniroute/errors';
import { type Libraries, loadLibraries, NO_LIBRARIES } from '@omniroute/expressions';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import { answerText } from './answer-text.ts';
import type { CheckAnswer, CheckRequest, PlanAnswer, PlanRequest, TextAnswer, TextRequest } from './protocol.ts';

/** One draft under work: each version of it is checked by what it changed. */
const checker = createCheckerWith(NO_LIBRARIES, {
  kinds: definitions,
  lowerings: lowerings as unknown as LoweringRegistry,
});
let libraries: Libraries = NO_LIBRARIES;

/** Takes a version under work, with all that it needs to be read. */
async function open(service: Service): Promise<void> {
  checker.open(service as unknown as Json);
  for (let needed = checker.needs(); needed.length > 0; needed = checker.needs()) {
    libraries = await loadLibraries(needed, libraries);
    checker.use(libraries);
    // Another version may have come while a library was on its way.
    checker.open(service as unknown as Json);
  }
}

async function judged({ turn, service }: CheckRequest): Promise<CheckAnswer> {
  await open(service);
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

async function planned({ turn, plan }: PlanRequest): Promise<PlanAnswer> {
  await open(plan);
  return { turn, plan: checker.plan() };
}

/** Asked of the version that is under work. */
async function told({ turn, question }: TextRequest): Promise<TextAnswer> {
  const env = checker.environmentAt(question.place, question.text);
  return { turn, ...answerText(question, env, libraries, Date.now()) };
}

addEventListener('message', ({ data }: MessageEvent<CheckRequest | PlanRequest | TextRequest>) => {
  const answer: Promise<CheckAnswer | PlanAnswer | TextAnswer> =
    'plan' in data ? planned(data) : 'question' in data ? told(data) : judged(data);
  answer
    .then((made) => postMessage(made))
    // Nobody waits for the promise: reported as an error of the worker, it reaches the page.
    .catch(reportError);
});
