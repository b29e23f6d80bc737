import type { Service } from '@omniroute/dsl';
import type { Defect, FaultClass } from './defect.ts';
import { findingsOf, judge, type Verdict } from './judge.ts';

/** How a class of faults fared over all services. */
export interface ClassAccount {
  readonly name: string;
  readonly defects: number;
  readonly found: number;
  readonly placed: number;
  readonly fixable: number;
  readonly repaired: number;
  readonly single: number;
  /** A few that were missed or misplaced, for people. */
  readonly examples: readonly string[];
}

/** One service with a name. */
export type Named = readonly [name: string, service: Service];

const MOST_EXAMPLES = 5;

/** Plants every fault everywhere, at most `most` times a class and service, and judges what the compiler says. */
export function accountOf(services: readonly Named[], classes: readonly FaultClass[], most: number): ClassAccount[] {
  const known = services.map(([name, service]) => [name, service, findingsOf(service)] as const);
  return classes.map((fault) => {
    const judged = known.flatMap(([name, service, before]) =>
      spread(fault.plant(service), most).map((defect) => [name, defect, judge(defect, before)] as const),
    );
    const count = (holds: (verdict: Verdict) => boolean) => judged.filter(([, , verdict]) => holds(verdict)).length;
    return {
      name: fault.name,
      defects: judged.length,
      found: count((verdict) => verdict.found),
      placed: count((verdict) => verdict.placed),
      fixable: count((verdict) => verdict.fixable),
      repaired: count((verdict) => verdict.repaired),
      single: count((verdict) => verdict.single),
      examples: judged
        .filter(([, , { placed }]) => !placed)
        .slice(0, MOST_EXAMPLES)
        .map(
          ([name, { places }, { findings }]) =>
            `${name}: expected at ${places.slice(0, 4).join(', ')}; got ${findings.map(({ code, pointer }) => `${code} ${pointer}`).join(', ') || 'nothing'}`,
        ),
    };
  });
}

/** A table of all classes with their sums. */
export function tableOf(accounts: readonly ClassAccount[]): string {
  const row = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(60) : String(cell).padStart(8))).join(' ');
  const sum = (key: 'defects' | 'found' | 'placed' | 'fixable' | 'repaired' | 'single') =>
    accounts.reduce((total, account) => total + account[key], 0);
  return [
    row(['class', 'defects', 'found', 'placed', 'fixable', 'repaired', 'single']),
    ...accounts.map((each) =>
      row([each.name, each.defects, each.found, each.placed, each.fixable, each.repaired, each.single]),
    ),
    row(['all', sum('defects'), sum('found'), sum('placed'), sum('fixable'), sum('repaired'), sum('single')]),
  ].join('\n');
}

/** Some of many, evenly from first to last: which are taken does not depend on chance. */
function spread(defects: readonly Defect[], most: number): readonly Defect[] {
  if (defects.length <= most) return defects;
  return Array.from({ length: most }, (_, index) => defects[Math.floor((index * defects.length) / most)] as Defect);
}
