import { applyAll, type Operation } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import type { Memo } from '../../incremental/memo.ts';
import { resolve } from '../../resolve/resolve.ts';
import type { ResolvedService } from '../../resolve/resolved.ts';
import { drawingOf } from './drawing.ts';
import { checkGraph, type Graph } from './graph.ts';

/** So many repairs are tried; who has more faults of this sort begins with these. */
const MOST_TRIED = 10;

/** What may leave other steps without a connection, or lead tokens another way. */
const DISTURBING: readonly Operation['op'][] = ['add_node', 'remove_node', 'set_compensation'];

/**
 * Keeps the fixes of the drawing that repair their fault and make no new one: steps put between others can disturb what
 * was sound before, so such a fix is tried before it is offered.
 */
export function keepWorkingFixes(
  resolved: ResolvedService,
  early: readonly Diagnostic[],
  broken: ReadonlySet<string>,
  { findings }: Graph,
  memo: Memo,
): readonly Diagnostic[] {
  const before = new Set([...early, ...findings].flatMap(errorKey));
  let tried = 0;
  return findings.map((finding) => {
    const fix = (finding.fix ?? []) as readonly Operation[];
    if (!fix.some(({ op }) => DISTURBING.includes(op))) return finding;
    tried += 1;
    if (tried <= MOST_TRIED && repairs(resolved, broken, { fix, memo: memo.aside() }, before, finding)) return finding;
    const { fix: _, ...without } = finding;
    return without;
  });
}

function repairs(
  { service, kinds, catalogue }: ResolvedService,
  broken: ReadonlySet<string>,
  { fix, memo }: { readonly fix: readonly Operation[]; readonly memo: Memo },
  before: ReadonlySet<string>,
  finding: Diagnostic,
): boolean {
  const applied = applyAll(service, fix);
  if (!applied.ok) return false;
  const again = resolve(applied.value.service as unknown as Json, kinds, catalogue, memo);
  if (again.resolved === null) return false;
  const graph = checkGraph(drawingOf(again.resolved, broken));
  const after = [...again.findings, ...graph.findings].flatMap(errorKey);
  const [own] = errorKey(finding);
  return after.every((key) => before.has(key) && key !== own);
}

function errorKey({ severity, code, node_id, edge_id, ...rest }: Diagnostic): string[] {
  if (severity !== 'error') return [];
  return [`${code} ${node_id ?? edge_id ?? rest.pointer}`];
}
