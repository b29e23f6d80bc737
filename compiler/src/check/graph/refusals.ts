import { type Diagnostic, type DiagnosticFacts, diagnostic, type PathStep } from '@omniroute/errors';
import type { Arc, Drawing } from './drawing.ts';
import { joinAt } from './forks.ts';
import { bridge, joinsBefore } from './insert.ts';
import type { Meetings, Trouble } from './meetings.ts';
import type { Territory } from './territory.ts';
import { shortestWay, stepBy } from './ways.ts';

/**
 * Says where branches meet unclearly, one finding a step or connection, each with a way that shows it; which joins have
 * nothing to join; and which steps wait for all branches without being a join.
 */
export function reportTroubles(
  drawing: Drawing,
  { troubles, meetings, level, territories }: Meetings,
  findings: Diagnostic[],
): void {
  const reported = new Set<string>();
  for (const trouble of troubles) {
    const key = trouble.why === 'back' ? trouble.arc.id : trouble.node;
    if (reported.has(key)) continue;
    reported.add(key);
    findings.push(trouble.why === 'back' ? wayBack(drawing, trouble) : unclear(drawing, trouble, territories));
  }
  for (const { node, fork, explicit } of meetings.values()) {
    const place = drawing.places.get(node);
    if (explicit || reported.has(node) || place?.known?.kind.role === 'join') continue;
    const pointer = place?.pointer ?? '/nodes';
    findings.push(diagnostic('OR3025', { pointer, node_id: node, facts: { node, other: fork } }));
  }
  for (const id of level.order) {
    const place = drawing.places.get(id);
    if (place === undefined || joinAt(place) === null || meetings.has(id) || reported.has(id)) continue;
    findings.push(
      diagnostic('OR3020', {
        pointer: place.pointer,
        node_id: id,
        facts: { node: id },
        path: shortestWay(drawing, level.roots, id) ?? [{ node: id }],
        fix: bridge(place),
      }),
    );
  }
}

/** Joins that wait for a number of branches which can never arrive (OR3021). */
export function checkCounts(drawing: Drawing, { meetings, territories }: Meetings, findings: Diagnostic[]): void {
  for (const { node, fork, branches } of meetings.values()) {
    const place = drawing.places.get(node);
    const count = place === undefined ? null : (joinAt(place)?.count ?? null);
    const split = territories.find((each) => each.fork.id === fork)?.fork;
    if (place === undefined || count == null || split === undefined) continue;
    const together = branches.filter(
      ({ index }) => split.branches.find((branch) => branch.index === index)?.otherwise !== true,
    ).length;
    const most = Math.max(1, together);
    if (count.literal === null || count.literal <= most) continue;
    findings.push(
      diagnostic('OR3021', {
        pointer: `${place.pointer}/config${count.pointer}`,
        node_id: node,
        facts: { node },
        got: `${count.literal}`,
        expected: `${most}`,
        path: branches.flatMap(({ arcs: [arc] }) => (arc === undefined ? [] : [{ node: arc.source }])),
        fix: [{ op: 'update_node', id: node, pointer: `/config${count.pointer}`, value: most }],
      }),
    );
  }
}

function wayBack(drawing: Drawing, { territory, arc }: Trouble & { readonly why: 'back' }): Diagnostic {
  const fork = territory.fork.id;
  const way = arc.source === fork ? [{ node: fork }] : shortestWay(drawing, [fork], arc.source);
  return diagnostic('OR3023', {
    pointer: arc.pointer,
    edge_id: arc.id,
    node_id: arc.source,
    facts: { other: fork },
    path: [...(way ?? [{ node: arc.source }]), stepBy(arc)],
  });
}

type Unclear = Exclude<Trouble, { readonly why: 'back' }>;

function unclear(drawing: Drawing, trouble: Unclear, territories: readonly Territory[]): Diagnostic {
  const { territory, node } = trouble;
  const place = drawing.places.get(node);
  const fork = territory.fork.id;
  const arriving = arrivingAt(trouble, territories);
  const fix = place === undefined ? [] : joinsBefore(drawing, place, arriving);
  const facts: DiagnosticFacts = {
    pointer: place?.pointer ?? '/nodes',
    node_id: node,
    facts: { node, other: fork },
    path: pathOf(drawing, trouble),
    ...(fix.length === 0 ? {} : { fix }),
  };
  if (trouble.why === 'outer') return diagnostic('OR3022', facts);
  return diagnostic(trouble.why === 'outside' ? 'OR3024' : 'OR3007', facts);
}

/** The connections by which branches arrive that would have to come together first, fork by fork. */
function arrivingAt(trouble: Unclear, territories: readonly Territory[]): readonly (readonly Arc[])[] {
  const { node } = trouble;
  if (trouble.why !== 'outside' && trouble.why !== 'twice') return [trouble.arcs];
  return territories.flatMap(({ confluences }) =>
    confluences.filter((each) => each.node === node).map(({ arrivals }) => arrivals.map(({ arc }) => arc)),
  );
}

/** From the split by two of its branches to the step; or from elsewhere. */
function pathOf(drawing: Drawing, trouble: Unclear): PathStep[] {
  const { territory, node } = trouble;
  if (trouble.why === 'outside') {
    const { arc } = trouble;
    return arc === null ? [{ node }] : [{ node: arc.source }, stepBy(arc)];
  }
  const firsts = territory.fork.branches.flatMap(({ index, arc }) => {
    const arrives = arc !== null && shortestWay(drawing, [arc.target], node) !== null;
    return arrives ? [{ index, node: arc.target, port: arc.port }] : [];
  });
  const steps = firsts.slice(0, 2).map(({ node: first, port }): PathStep => ({ node: first, port }));
  return [{ node: territory.fork.id }, ...steps, { node }];
}
