import { compile, type Evaluation, evaluate, parse } from '../src/index.ts';
import { HOSTILE_DATA, hostileExpression } from './hostile.ts';
import { randomOf } from './random.ts';

/** The ceiling of one expression in a plan. */
const FUEL = 200_000;
/** Above this many milliseconds an expression is measured again, so that a busy machine is not taken for a slow expression. */
const SUSPECT = 10;

export interface HostileRun {
  readonly refused: number;
  readonly values: number;
  readonly errors: number;
  readonly poisoned: number;
  readonly slowest: { readonly milliseconds: number; readonly source: string };
}

const scope = {
  get: (name: string) => (Object.hasOwn(HOSTILE_DATA, name) ? (HOSTILE_DATA[name] as never) : undefined),
  now: 1.7e12,
  uuid: String,
};

/** Runs hostile expressions: each is refused by the parser, gives JSON, or ends in an error. `clock` gives milliseconds. */
export function runHostile(seed: number, count: number, clock: () => number): HostileRun {
  const random = randomOf(seed);
  const result = { refused: 0, values: 0, errors: 0, poisoned: 0, slowest: { milliseconds: 0, source: '' } };
  for (let at = 0; at < count; at += 1) {
    const source = hostileExpression(random);
    const { outcome, milliseconds } = timed(source, clock);
    result[outcome] += 1;
    if (milliseconds <= result.slowest.milliseconds) continue;
    const least =
      milliseconds <= SUSPECT
        ? milliseconds
        : Math.min(milliseconds, ...[1, 2, 3, 4].map(() => timed(source, clock).milliseconds));
    if (least > result.slowest.milliseconds) result.slowest = { milliseconds: least, source: source.slice(0, 300) };
  }
  return result;
}

function timed(
  source: string,
  clock: () => number,
): { outcome: 'refused' | 'values' | 'errors' | 'poisoned'; milliseconds: number } {
  const start = clock();
  const { tree, diagnostics } = parse(source);
  const evaluation = diagnostics.length > 0 ? null : evaluate(compile(tree), scope, FUEL);
  return { outcome: evaluation === null ? 'refused' : judge(evaluation, source), milliseconds: clock() - start };
}

function judge(evaluation: Evaluation, source: string): 'values' | 'errors' | 'poisoned' {
  if (evaluation.ok) {
    const { value } = evaluation;
    if (JSON.stringify(JSON.parse(JSON.stringify(value))) !== JSON.stringify(value))
      throw new Error(`The result is not JSON: ${source}`);
    return 'values';
  }
  if (evaluation.error.message.startsWith('The evaluator failed'))
    throw new Error(`${evaluation.error.message} in ${source}`);
  return evaluation.error.code === 'poison' ? 'poisoned' : 'errors';
}
