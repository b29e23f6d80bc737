import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Arc, Drawing, Place } from './drawing.ts';
import { reachableFrom } from './ways.ts';

/** A split whose exits can be taken together, and what each of them reaches. */
export interface Fork {
  readonly place: Place;
  readonly branches: readonly { readonly arc: Arc; readonly reach: ReadonlySet<string> }[];
}

/** One branch of a fork, where tokens that run together become one. */
export interface Arrival {
  /** Index of the branch at its split. */
  readonly index: number;
  /** Connections by which it arrives. */
  readonly arcs: readonly Arc[];
  /** Every path of it arrives. */
  readonly certain: boolean;
}

/** A step at which tokens that run together become one. */
export interface Meeting {
  readonly node: string;
  /** The split whose branches meet. */
  readonly fork: string;
  /** One arrival for each branch, or one for each connection (a general graph of splits that start all). */
  readonly by: 'branches' | 'edges';
  /** When it goes on: after all that can still come, the first, or a number of them. */
  readonly mode: 'all' | 'any' | 'count';
  /** A join; else a step that simply several branches lead to. */
  readonly explicit: boolean;
  readonly branches: readonly Arrival[];
  /** Behind it the token stands outside the fork again. */
  readonly closes: boolean;
  /** Steps from which it can be reached within a branch. */
  readonly reach: readonly string[];
}

/** The splits after which several tokens run at once. */
export function forksOf(drawing: Drawing, order: readonly string[]): readonly Fork[] {
  return order.flatMap((id) => {
    const place = drawing.places.get(id);
    const split = place?.known?.kind.split?.(place.known.config);
    if (place === undefined || (split !== 'all' && split !== 'inclusive')) return [];
    const branches = place.out
      .filter((arc) => arc.role !== 'error')
      .map((arc) => ({ arc, reach: reachableFrom(drawing, [arc.target]) }));
    return [{ place, branches }];
  });
}

/** Pairs of branches of one fork. */
export function* pairsOf({ branches }: Fork) {
  for (const [index, one] of branches.entries())
    for (const other of branches.slice(index + 1)) if (one.arc.port !== other.arc.port) yield { one, other };
}

/**
 * Branches that run together may not meet, since it is not said whether their step runs once or for each (OR3007). A
 * connection that leaves a branch backwards meets the others too. What excludes each other makes a plain merge.
 */
export function checkMeeting(
  drawing: Drawing,
  forks: readonly Fork[],
  order: readonly string[],
  findings: Diagnostic[],
): void {
  for (const fork of forks) {
    for (const { one, other } of pairsOf(fork)) {
      const meeting = order.find((id) => one.reach.has(id) && other.reach.has(id));
      if (meeting === undefined) continue;
      const { id } = fork.place.node;
      findings.push(
        diagnostic('OR3007', {
          pointer: drawing.places.get(meeting)?.pointer ?? '/nodes',
          node_id: meeting,
          facts: { node: meeting },
          path: [
            { node: id },
            { node: one.arc.target, port: one.arc.port },
            { node: other.arc.target, port: other.arc.port },
            { node: meeting },
          ],
        }),
      );
      break;
    }
  }
}

/** Two steps that give the run's output and can both be reached in one run (OR3010). */
export function checkOutputs(drawing: Drawing, forks: readonly Fork[], findings: Diagnostic[]): void {
  const giving = [...drawing.places.values()].filter(
    ({ known }) => known !== null && (known.kind.gives?.(known.config) ?? null) !== null,
  );
  const reported = new Set<string>();
  for (const fork of forks) {
    for (const { one, other } of pairsOf(fork)) {
      const first = giving.find(({ node }) => one.reach.has(node.id));
      const second = giving.find(({ node }) => other.reach.has(node.id));
      if (first === undefined || second === undefined || first === second || reported.has(second.node.id)) continue;
      reported.add(second.node.id);
      findings.push(
        diagnostic('OR3010', {
          pointer: second.pointer,
          node_id: second.node.id,
          facts: { node: first.node.id, other: second.node.id },
          path: [
            { node: fork.place.node.id },
            { node: one.arc.target, port: one.arc.port },
            { node: other.arc.target, port: other.arc.port },
          ],
        }),
      );
    }
  }
}
