import type { Rule } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import { formatPointer } from '@omniroute/primitives';
import type { Data } from '../data/data.ts';
import type { Graph } from '../graph/graph.ts';
import { Visits } from './visits.ts';

/** Why a rule does not hold, and the path that shows it. */
interface Breach {
  readonly problem: string;
  readonly path: readonly PathStep[];
}

/**
 * Proves the rules of the business over all paths (LANGUAGE.md section 11). Rules whose proof needs more than the drawing
 * are refused as not built.
 */
export function checkRules(graph: Graph, data: Data, findings: Diagnostic[]): void {
  if (!graph.followable) return;
  const { service, places } = graph.drawing;
  for (const [index, rule] of (service.rules ?? []).entries()) {
    const pointer = formatPointer(['rules', index]);
    for (const name of ['response', 'absence'] as const)
      if (rule[name] !== undefined)
        findings.push(diagnostic('OR6015', { pointer: `${pointer}/${name}`, facts: { name } }));
    const named = [rule.precedence?.first, rule.precedence?.then, ...(rule.exclusion ?? []), rule.at_most_once];
    if (named.some((id) => id !== undefined && !places.has(id))) continue;
    const breach = precedence(graph, data, rule) ?? exclusion(graph, rule) ?? atMostOnce(graph, rule);
    if (breach === null) continue;
    const { problem, path } = breach;
    findings.push(diagnostic('OR3017', { pointer, path, facts: { rule: rule.id, problem } }));
  }
}

/** Every path to `then` has passed `first`, completed: neither failed, nor continued after a failure, nor switched off. */
function precedence({ drawing, order }: Graph, { flow, ways }: Data, { precedence: rule }: Rule): Breach | null {
  const first = drawing.places.get(rule?.first ?? '');
  const origin = drawing.undos.get(rule?.then ?? '') ?? rule?.then;
  // What no path leads to is a fault of its own.
  if (rule === undefined || first === undefined || origin === undefined || !order.includes(origin)) return null;
  const path = ways.step(rule.first, rule.then) ?? [{ node: rule.then }];
  if (rule.first === rule.then || !flow.always(rule.first, rule.then))
    return { problem: `"${rule.then}" can be reached before "${rule.first}" has completed`, path };
  if (first.node.disabled === true) return { problem: `"${rule.first}" is switched off`, path: [{ node: rule.first }] };
  if (first.node.on_error === undefined) return null;
  return { problem: `"${rule.first}" goes on after a failure`, path: [{ node: rule.first }, { node: rule.then }] };
}

/** No run visits two of them: none leads to another, no two run side by side, none undoes another or what goes with it. */
function exclusion(graph: Graph, { exclusion: ids = [] }: Rule): Breach | null {
  const visits = new Visits(graph);
  for (const [index, one] of ids.entries()) {
    for (const other of ids.slice(index + 1)) {
      const problem = `a run can visit both "${one}" and "${other}"`;
      // An undo runs where what it undoes has run.
      const [left, right] = [one, other].map((id) => graph.drawing.undos.get(id) ?? id) as [string, string];
      const path = left === right ? [{ node: left }] : (visits.way(left, right) ?? visits.way(right, left));
      if (path !== null) return { problem, path };
      if (graph.together(left, right))
        return { problem, path: [splitOf(graph, left, right), left, right].map((node) => ({ node })) };
    }
  }
  return null;
}

/** The last step before both. */
function splitOf(graph: Graph, one: string, other: string): string {
  const visits = new Visits(graph);
  const leads = (id: string) => visits.way(id, one) !== null && visits.way(id, other) !== null;
  return graph.order.findLast(leads) ?? one;
}

/** No path visits it again, by a way back, in another turn of a container or side by side. */
function atMostOnce(graph: Graph, { at_most_once: id }: Rule): Breach | null {
  if (id === undefined) return null;
  const step = graph.drawing.undos.get(id) ?? id;
  const path = new Visits(graph).way(step, step) ?? (graph.together(step, step) ? [{ node: step }] : null);
  return path === null ? null : { problem: `a run can visit "${id}" again`, path };
}
