import type { Operation, Service } from '@omniroute/dsl';
import { DIAGNOSTIC_CODES } from '@omniroute/errors';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { planHash } from '@omniroute/plan';
import { type Json, setPointer } from '@omniroute/primitives';
import { type Checker, compile, createChecker, type LoweringRegistry } from '../../src/index.ts';
import { type Hand, randomEdit } from './edits.ts';
import { Seeded } from './seeded.ts';
import { placesIn } from './values.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** What came of one history. */
export interface HistoryReport {
  readonly versions: number;
  readonly sound: number;
  readonly refused: number;
  readonly undone: number;
  /** Where the checker said something else than the compiler: there must be none. */
  readonly differences: readonly string[];
}

/** Edits a service at random so many times; after each edit the checker must say what compiling from scratch says. */
export function runHistory(document: Json, edits: number, seed: number): HistoryReport {
  const random = new Seeded(seed);
  const checker = createChecker(options, document);
  const differences: string[] = [];
  const taken: (readonly Operation[])[] = [];
  let [versions, sound, refused, undone] = [0, 0, 0, 0];
  for (let fresh = 0; fresh <= edits; fresh += 1) {
    const before = checker.document;
    const inverse = fresh > 0 && taken.length > 0 && random.below(5) === 0 ? taken.pop() : undefined;
    const edit = inverse ?? (fresh === 0 ? [] : editOf(checker, { random, fresh }));
    const changed = inverse === undefined ? checker.apply(edit) : checker.revert(inverse);
    const at = `after edit ${fresh} (${JSON.stringify(edit)})`;
    if (changed.ok && inverse === undefined) taken.push(changed.value);
    if (changed.ok && inverse !== undefined) undone += 1;
    if (!changed.ok) {
      refused += 1;
      if (!Object.hasOwn(DIAGNOSTIC_CODES, changed.error.code) || checker.document !== before)
        differences.push(`${at}: refused by halves`);
      continue;
    }
    // Sometimes several changes come before anybody looks, and sometimes the whole document comes anew.
    if (random.below(4) === 0) continue;
    if (random.below(8) === 0) checker.open(structuredClone(checker.document));
    if (random.below(10) === 0) {
      const whole = checker.document;
      checker.open(spoilt(whole, random));
      const problem = differenceFrom(checker, true);
      if (problem !== null) differences.push(`${at}, spoilt: ${problem}`);
      checker.open(whole);
    }
    versions += 1;
    const problem = differenceFrom(checker, random.below(3) > 0);
    if (problem !== null) differences.push(`${at}: ${problem}`);
    if (checker.check().every(({ severity }) => severity !== 'error')) sound += 1;
  }
  return { versions, sound, refused, undone, differences };
}

function editOf(checker: Checker, { random, fresh }: Omit<Hand, 'service'>): readonly Operation[] {
  return randomEdit({ service: checker.document as unknown as Service, random, fresh });
}

/** A copy in which any part is gone, or another value: such a document nobody can have drawn, but a file can hold it. */
function spoilt(document: Json, random: Seeded): Json {
  const place = random.one(placesIn(document)) ?? '/nodes';
  const value = random.one<Json | undefined>([undefined, undefined, null, 5, 'text', [], {}]);
  return setPointer(document, place, value) as Json;
}

/** What the checker says otherwise than the compiler, if anything; the plan is not always asked for. */
function differenceFrom(checker: Checker, withPlan: boolean): string | null {
  const fresh = compile({ document: structuredClone(checker.document) }, options);
  const [said, expected] = [JSON.stringify(checker.check()), JSON.stringify(fresh.diagnostics)];
  if (said !== expected) return `${said} instead of ${expected}`;
  if (!withPlan) return null;
  const plan = checker.plan();
  const hashes = [plan, fresh.plan ?? null].map((each) => (each === null ? 'no plan' : planHash(each)));
  return hashes[0] === hashes[1] ? null : `plan ${hashes[0]} instead of ${hashes[1]}`;
}
