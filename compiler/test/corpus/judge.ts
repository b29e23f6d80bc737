import { applyAll, type Operation, type Service } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import { compile, type LoweringRegistry } from '../../src/index.ts';
import type { Defect } from './defect.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** What the compiler made of a defect. */
export interface Verdict {
  readonly found: boolean;
  /** An accepted place is named by one of the findings that the sound service does not have. */
  readonly placed: boolean;
  /** A fix was offered at such a place; `repaired`: applied, it leaves no error. */
  readonly fixable: boolean;
  readonly repaired: boolean;
  /** No more than one error: the fault itself, none that only follows from it. */
  readonly single: boolean;
  readonly findings: readonly Diagnostic<Operation>[];
}

export function findingsOf(document: Service): readonly Diagnostic<Operation>[] {
  return compile({ document: document as unknown as Json }, options).diagnostics;
}

/** Compiles a defect and compares with the findings of the sound service. Hints are none of it. */
export function judge(defect: Defect, sound: readonly Diagnostic[]): Verdict {
  const before = new Set(sound.map(signature));
  const findings = findingsOf(defect.document).filter(
    (finding) => finding.severity !== 'hint' && !before.has(signature(finding)),
  );
  const fix = findings.find((finding) => finding.fix !== undefined && isAt(finding, defect.places))?.fix;
  return {
    found: findings.length > 0,
    placed: findings.some((finding) => isAt(finding, defect.places)),
    fixable: fix !== undefined,
    repaired: fix !== undefined && isRepaired(defect.document, fix),
    single: findings.filter(({ severity }) => severity === 'error').length <= 1,
    findings,
  };
}

function signature({ code, pointer }: Diagnostic): string {
  return `${code} ${pointer}`;
}

function isAt({ pointer, node_id, edge_id }: Diagnostic, places: readonly string[]): boolean {
  return places.some(
    (place) =>
      place === node_id ||
      place === edge_id ||
      (place.startsWith('/') && (pointer === place || pointer.startsWith(`${place}/`))),
  );
}

function isRepaired(document: Service, fix: readonly Operation[]): boolean {
  const applied = applyAll(document, fix);
  return applied.ok && findingsOf(applied.value.service).every((finding) => finding.severity !== 'error');
}
