import { type Diagnostic, diagnostic, hasErrors } from '@omniroute/errors';
import type { LoweringRegistry } from '../lower/lower.ts';
import type { ResolvedService } from '../resolve/resolved.ts';
import { checkData, type Data } from './data.ts';
import { checkEffects } from './effects.ts';
import { analyseFlow, type Flow } from './flow.ts';
import { checkGraph, type Graph } from './graph.ts';

/** Everything the checks found, and what they learnt for the lowering. */
export interface CheckedService {
  readonly findings: readonly Diagnostic[];
  readonly graph: Graph;
  readonly flow: Flow;
  readonly data: Data | null;
}

/** Runs all checks. Types are judged only on a graph that is sound: on another they would report its faults again. */
export function checkService(resolved: ResolvedService, lowerings: LoweringRegistry): CheckedService {
  const findings: Diagnostic[] = [];
  for (const { node, config, pointer } of resolved.nodes.values()) {
    const lowering = lowerings[node.type];
    for (const finding of lowering?.check?.(config as never) ?? []) {
      const { code, pointer: place, ...rest } = finding;
      findings.push(diagnostic(code, { pointer: `${pointer}/config${place}`, node_id: node.id, ...rest }));
    }
  }
  const graph = checkGraph(resolved);
  findings.push(...graph.findings);
  const flow = analyseFlow(resolved, graph);
  const data = hasErrors(graph.findings) ? null : checkData(resolved, graph, flow);
  findings.push(...(data?.findings ?? []), ...checkEffects(resolved));
  return { findings, graph, flow, data };
}
