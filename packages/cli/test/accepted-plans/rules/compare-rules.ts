import type { Rule } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';
import { simulate } from '@omniroute/simulator';
import { accept, Random, randomScenario } from '@omniroute/testing/drawn';
import { errorsOf, judgeDocument } from '../judge-document.ts';
import { isBrokenBy } from './broken-by.ts';
import { randomRules } from './random-rules.ts';

const PLAYS = 8;

/** How rules of one sort fared: `shown` are those that were refused and that a play broke. */
interface Row {
  proved: number;
  refused: number;
  shown: number;
}

/** Rules that the compiler proves and that a play breaks all the same; there must be none. */
export interface Comparison {
  readonly wrong: readonly {
    readonly seed: number;
    readonly rule: Rule;
    readonly document: Json;
    readonly scenario: unknown;
  }[];
  readonly table: Readonly<Record<string, Row>>;
}

/** Compares what the compiler says about random rules of random services with what plays of these do. */
export function compareRules(services: number, seed: number): Comparison {
  const wrong: Comparison['wrong'][number][] = [];
  const table: Record<string, Row> = {};
  for (let index = 0; index < services; index += 1) {
    const own = (seed ^ Math.imul(index + 1, 0x9e3779b9)) >>> 0;
    const made = accept(own, judgeDocument);
    if (!made.ok) continue;
    const random = new Random(own);
    const drawn = randomRules(made.document, random);
    // A condition that cannot be read at its step is another fault.
    const unfit = ruleErrors(made.document, drawn).filter(({ code }) => code !== 'OR3017');
    const rules = drawn.filter((_, at) => unfit.every((error) => error.at !== at));
    const refused = new Set(ruleErrors(made.document, rules).map(({ at }) => at));
    const broken = new Set<number>();
    const joins = new Set(made.plan.nodes.flatMap(({ id, op }) => (op === 'join' ? [id] : [])));
    for (let play = 0; play < PLAYS; play += 1) {
      const scenario = randomScenario(made.plan, random);
      const { events, status } = simulate(made.plan, scenario, { seed: random.seed() });
      for (const [at, rule] of rules.entries()) {
        if (!isBrokenBy(rule, { events, status, input: scenario.input ?? null, joins })) continue;
        if (!refused.has(at) && !broken.has(at) && wrong.length < 5)
          wrong.push({ seed: own, rule, document: made.document, scenario });
        broken.add(at);
      }
    }
    for (const [at, rule] of rules.entries()) {
      const [, name = ''] = Object.keys(rule);
      table[name] ??= { proved: 0, refused: 0, shown: 0 };
      const row = table[name];
      row[refused.has(at) ? 'refused' : 'proved'] += 1;
      if (refused.has(at) && broken.has(at)) row.shown += 1;
    }
  }
  return { wrong, table };
}

function ruleErrors(document: Json, rules: readonly Rule[]) {
  const errors = errorsOf({ ...(document as object), rules } as unknown as Json);
  return errors.map(({ code, pointer }) => ({ code, at: Number(pointer.split('/')[2]) }));
}
