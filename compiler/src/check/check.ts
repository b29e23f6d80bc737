import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Libraries } from '@omniroute/expressions';
import { Memo } from '../incremental/memo.ts';
import type { LoweringRegistry } from '../lower/lower.ts';
import type { ResolvedService } from '../resolve/resolved.ts';
import { checkData, type Data } from './data/data.ts';
import { checkLarge } from './data/large.ts';
import { checkExposed } from './data/marks/exposed.ts';
import { checkAttempts } from './effects/attempts.ts';
import { checkBuilt } from './effects/built.ts';
import { checkCalls } from './effects/calls.ts';
import { checkCrowds, checkTurns } from './effects/crowds.ts';
import { checkDeadline } from './effects/deadline.ts';
import { checkLimits } from './effects/limits.ts';
import { checkMeaningless } from './effects/meaningless.ts';
import { checkMoney } from './effects/money.ts';
import { checkRepetition } from './effects/repetition.ts';
import { checkRules } from './effects/rules.ts';
import { checkSecrets } from './effects/secrets.ts';
import { checkSizes } from './effects/sizes.ts';
import { checkUndone } from './effects/undone.ts';
import { checkUndos } from './effects/undos.ts';
import { checkWaits } from './effects/waits.ts';
import { checkWriters } from './effects/writers.ts';
import { drawingOf } from './graph/drawing.ts';
import { checkGraph, type Graph } from './graph/graph.ts';
import { keepWorkingFixes } from './graph/tried.ts';

/** Everything the checks found, and what they learnt for the lowering. */
export interface CheckedService {
  readonly findings: readonly Diagnostic[];
  readonly graph: Graph;
  readonly data: Data;
}

/**
 * Runs all checks. `early` is what is known to be wrong with shapes and names: about steps whose settings have no usable
 * shape nothing more is said, and what they give fits everywhere.
 */
export function checkService(
  resolved: ResolvedService,
  lowerings: LoweringRegistry,
  early: readonly Diagnostic[],
  libraries: Libraries,
  memo: Memo = new Memo(),
): CheckedService {
  const broken = brokenSteps(resolved, early);
  const own = ownChecks(resolved, lowerings, broken);
  const drawing = drawingOf(resolved, broken, new Set(own.flatMap(stepAtFault)));
  const graph = checkGraph(drawing);
  const data = checkData(resolved, graph, libraries, memo);
  const drawn = keepWorkingFixes(resolved, early, broken, graph, memo);
  const findings: Diagnostic[] = [...own, ...drawn, ...data.findings];
  checkRepetition(graph, findings);
  checkAttempts(graph, findings);
  checkMeaningless(drawing, findings);
  checkMoney(graph, findings);
  checkBuilt(drawing, findings);
  checkUndos(drawing, findings);
  checkUndone(drawing, findings);
  checkDeadline(drawing, findings);
  checkWaits(graph, findings);
  checkLimits(drawing, findings);
  checkCrowds(drawing, findings);
  checkTurns(drawing, findings);
  checkSecrets(drawing.service, memo, findings);
  checkSizes(drawing, findings);
  checkCalls(drawing, resolved, findings);
  checkWriters(graph, data, findings);
  checkRules(graph, data, findings);
  checkExposed(graph, findings);
  checkLarge(graph, data, findings);
  return { findings, graph, data };
}

/** What the schemas of kinds cannot say. */
function ownChecks({ nodes }: ResolvedService, lowerings: LoweringRegistry, broken: ReadonlySet<string>): Diagnostic[] {
  return [...nodes.values()].flatMap(({ config, node, pointer }) =>
    broken.has(node.id)
      ? []
      : (lowerings[node.type]?.check?.(config as never) ?? []).map(({ code, pointer: place, facts, ...rest }) =>
          diagnostic(code, {
            pointer: `${pointer}/config${place}`,
            node_id: node.id,
            facts: { node: node.id, ...facts },
            ...rest,
          }),
        ),
  );
}

/** The step whose settings contradict themselves. */
function stepAtFault({ severity, node_id }: Diagnostic): string[] {
  return severity === 'error' && node_id !== undefined ? [node_id] : [];
}

/** Steps with a fault of shape. A field too many changes nothing about the others. */
function brokenSteps({ service }: ResolvedService, early: readonly Diagnostic[]): ReadonlySet<string> {
  const broken = new Set<string>();
  for (const { severity, code, pointer } of early) {
    const [, list, index] = pointer.split('/');
    if (severity !== 'error' || code === 'OR1003' || !code.startsWith('OR1') || list !== 'nodes') continue;
    const id = service.nodes[Number(index)]?.id;
    if (typeof id === 'string') broken.add(id);
  }
  return broken;
}
