import { type Rule, ruleNodes } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import { formatPointer } from '@omniroute/primitives';
import type { Data } from '../data/data.ts';
import type { Graph } from '../graph/graph.ts';
import { Conditions } from './absence.ts';
import { Follows } from './follows.ts';
import { Visits } from './visits.ts';

/** Why a rule does not hold, and the path that shows it. */
interface Breach {
  readonly problem: string;
  readonly path: readonly PathStep[];
}

/** Proves the rules of the business over all paths, or finds one that breaks them (LANGUAGE.md section 11). */
export function checkRules(graph: Graph, data: Data, findings: Diagnostic[]): void {
  if (!graph.followable) return;
  const { service, places } = graph.drawing;
  for (const [index, rule] of (service.rules ?? []).entries()) {
    const pointer = formatPointer(['rules', index]);
    if (ruleNodes(rule).some((id) => !places.has(id))) continue;
    const breach =
      precedence(graph, data, rule) ??
      response(graph, rule) ??
      exclusion(graph, rule) ??
      atMostOnce(graph, rule) ??
      absence(graph, rule);
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

/** Every completion of `after` is followed by that of one of the others, in every run that comes to its end. */
function response({ drawing, order, ...graph }: Graph, { response: rule }: Rule): Breach | null {
  const after = drawing.places.get(rule?.after ?? '');
  if (rule === undefined || after === undefined) return null;
  const problem = `"${rule.after}" can complete and nothing of ${rule.eventually.map((id) => `"${id}"`).join(', ')} follow`;
  const undone = drawing.undos.get(rule.after);
  // Behind an undo the run goes on where its scope failed, or not at all.
  if (undone !== undefined) return { problem, path: [{ node: undone }, { node: rule.after }] };
  if (!order.includes(rule.after) || after.node.disabled === true) return null;
  const path = new Follows({ drawing, order, ...graph }, after, rule.eventually).refutation();
  return path === null ? null : { problem, path };
}

/** The condition holds on every path into the step. */
function absence(graph: Graph, { absence: rule }: Rule): Breach | null {
  if (rule === undefined) return null;
  const origin = graph.drawing.undos.get(rule.node) ?? rule.node;
  if (!graph.order.includes(origin) || new Conditions(graph).holds(rule.unless, rule.node)) return null;
  const path = new Visits(graph).from(origin) ?? [{ node: origin }];
  const problem = `nothing on this path into "${rule.node}" makes sure that its condition holds`;
  return { problem, path: origin === rule.node ? path : [...path, { node: rule.node }] };
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
