import type { Rule } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import { formatPointer } from '@omniroute/primitives';
import { completes } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { pairsOf } from '../graph/meeting.ts';
import { shortestWay, stepBy } from '../graph/ways.ts';

/** Why a rule does not hold, and the path that shows it. */
interface Breach {
  readonly problem: string;
  readonly path: readonly PathStep[];
}

/**
 * Proves the rules of the business over all paths (LANGUAGE.md section 11). Rules whose proof needs more than the drawing
 * are refused as not built.
 */
export function checkRules(graph: Graph, findings: Diagnostic[]): void {
  if (!graph.followable) return;
  const { service, places } = graph.drawing;
  for (const [index, rule] of (service.rules ?? []).entries()) {
    const pointer = formatPointer(['rules', index]);
    for (const name of ['response', 'absence'] as const)
      if (rule[name] !== undefined)
        findings.push(diagnostic('OR6003', { pointer: `${pointer}/${name}`, facts: { name: `rules with ${name}` } }));
    const named = [rule.precedence?.first, rule.precedence?.then, ...(rule.exclusion ?? []), rule.at_most_once];
    if (named.some((id) => id !== undefined && !places.has(id))) continue;
    const breach = precedence(graph, rule) ?? exclusion(graph, rule) ?? atMostOnce(graph, rule);
    if (breach === null) continue;
    const { problem, path } = breach;
    findings.push(diagnostic('OR3017', { pointer, path, facts: { rule: rule.id, problem } }));
  }
}

/** Every path to `then` has passed `first`, completed: neither failed, nor continued after a failure, nor switched off. */
function precedence({ drawing, starts }: Graph, { precedence: rule }: Rule): Breach | null {
  const first = drawing.places.get(rule?.first ?? '');
  if (rule === undefined || first === undefined) return null;
  const from = starts.map((start) => start.node);
  const around = shortestWay(drawing, from, rule.then, (arc) => arc.source !== rule.first || !completes(arc));
  if (around !== null)
    return { problem: `"${rule.then}" can be reached before "${rule.first}" has completed`, path: around };
  const through = shortestWay(drawing, from, rule.then);
  if (through === null) return null;
  if (first.node.disabled === true) return { problem: `"${rule.first}" is switched off`, path: through };
  if (first.node.on_error === undefined) return null;
  return { problem: `"${rule.first}" goes on after a failure`, path: through };
}

/** No run visits two of them: none leads to another, and no two lie in branches that run together. */
function exclusion({ drawing, forks }: Graph, { exclusion: ids = [] }: Rule): Breach | null {
  for (const [index, one] of ids.entries()) {
    for (const other of ids.slice(index + 1)) {
      const path = shortestWay(drawing, [one], other) ?? shortestWay(drawing, [other], one);
      const problem = `a run can visit both "${one}" and "${other}"`;
      if (path !== null) return { problem, path };
      for (const fork of forks) {
        const pair = pairsOf(fork).find(
          (each) =>
            (each.one.reach.has(one) && each.other.reach.has(other)) ||
            (each.one.reach.has(other) && each.other.reach.has(one)),
        );
        if (pair === undefined) continue;
        return { problem, path: [{ node: fork.place.node.id }, stepBy(pair.one.arc), stepBy(pair.other.arc)] };
      }
    }
  }
  return null;
}

/** It lies on no circle. Branches that run together cannot both reach it, since they may not meet. */
function atMostOnce({ drawing }: Graph, { at_most_once: id }: Rule): Breach | null {
  for (const arc of drawing.places.get(id ?? '')?.out ?? []) {
    const back = id === undefined ? null : shortestWay(drawing, [arc.target], id);
    if (back !== null) return { problem: `a run can visit "${id}" again`, path: [{ node: arc.source }, ...back] };
  }
  return null;
}
