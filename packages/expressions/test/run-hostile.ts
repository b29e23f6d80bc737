import {
  ALL_LIBRARIES,
  check,
  compile,
  complete,
  DYN,
  type Evaluation,
  evaluate,
  format,
  hover,
  parse,
  type TypeEnv,
  typeFromSchema,
} from '../src/index.ts';
import { HOSTILE_DATA, hostileExpression } from './hostile.ts';
import { randomOf } from './random.ts';

/** The ceiling of one expression in a plan. */
const FUEL = 200_000;

/** How the expressions ended, and how long each took. */
export interface HostileRun {
  readonly refused: number;
  readonly values: number;
  readonly errors: number;
  readonly poisoned: number;
  /** To be read, checked, compiled and run. */
  readonly run: Times;
  /** To be formatted, completed, or told the type of, whichever took longest. */
  readonly edit: Times;
}

/** Milliseconds, and the beginning of the expression that took longest. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  readonly slowest: string;
}

const scope = {
  get: (name: string) => (Object.hasOwn(HOSTILE_DATA, name) ? (HOSTILE_DATA[name] as never) : undefined),
  now: 1.7e12,
  uuid: String,
};
const item = {
  type: 'object',
  required: ['sku', 'price'],
  properties: { sku: { type: 'string' }, price: { type: 'number' } },
};
const env: TypeEnv = {
  roots: {
    ...Object.fromEntries(Object.keys(HOSTILE_DATA).map((name) => [name, DYN])),
    input: typeFromSchema({
      type: 'object',
      required: ['kind'],
      properties: {
        kind: { enum: ['a', 'b', 'c'] },
        items: { type: 'array', items: item },
        a: { oneOf: [item, { type: 'object', required: ['kind'], properties: { kind: { const: 'x' } } }] },
      },
    }),
  },
  libraries: ALL_LIBRARIES,
};

/** Runs hostile expressions: each is refused by the parser, gives JSON, or ends in an error. `clock` gives milliseconds. */
export function runHostile(seed: number, count: number, clock: () => number): HostileRun {
  const random = randomOf(seed);
  const outcomes = { refused: 0, values: 0, errors: 0, poisoned: 0 };
  const run: Timed[] = [];
  const edit: Timed[] = [];
  const timed = <T>(work: () => T): readonly [T, number] => {
    const start = clock();
    return [work(), clock() - start];
  };
  for (let at = 0; at < count; at += 1) {
    const source = hostileExpression(random);
    const place = random.upTo(source.length);
    const [outcome, milliseconds] = timed(() => outcomeOf(source));
    outcomes[outcome] += 1;
    run.push({ source, milliseconds });
    const edits = [() => format(source), () => hover(source, place, env), () => complete(source, place, env)];
    edit.push({ source, milliseconds: Math.max(...edits.map((work) => timed<unknown>(work)[1])) });
  }
  if (outcomeOf('1 + 1 == 2') !== 'values') throw new Error('The process is no longer sound.');
  return { ...outcomes, run: timesOf(run), edit: timesOf(edit) };
}

interface Timed {
  readonly source: string;
  readonly milliseconds: number;
}

function timesOf(timed: readonly Timed[]): Times {
  const sorted = timed.toSorted((a, b) => a.milliseconds - b.milliseconds);
  const at = (share: number) =>
    Math.round((sorted[Math.ceil(sorted.length * share) - 1]?.milliseconds ?? 0) * 100) / 100;
  return { p50: at(0.5), p99: at(0.99), worst: at(1), slowest: sorted.at(-1)?.source.slice(0, 120) ?? '' };
}

function outcomeOf(source: string): 'refused' | 'values' | 'errors' | 'poisoned' {
  const { tree, diagnostics } = parse(source);
  check(tree, env);
  return diagnostics.length > 0 ? 'refused' : judge(evaluate(compile(tree), scope, FUEL), source);
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
