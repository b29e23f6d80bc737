import type { Fork, Gather } from '@omniroute/plan';
import { forkAt } from '../check/graph/forks.ts';
import type { Graph } from '../check/graph/graph.ts';
import type { ResolvedNode } from '../resolve/resolved.ts';
import type { Numbering } from './numbering.ts';

/** What the graph pass proved about tokens, as the ops carry it. */
export class Tokens {
  private readonly graph: Graph;
  private readonly numbering: Numbering;
  private readonly joins = new Map<string, number[]>();
  private readonly flat: ReadonlySet<string>;

  constructor(graph: Graph, numbering: Numbering) {
    this.graph = graph;
    this.numbering = numbering;
    for (const { fork, node } of graph.meetings.values()) {
      const joins = this.joins.get(fork) ?? [];
      joins.push(this.number(node));
      this.joins.set(fork, joins);
    }
    this.flat = new Set(graph.tokens.flatMap(({ andGraphs }) => andGraphs.flatMap(({ inner }) => [...inner])));
  }

  /** Where tokens that run together become one. */
  gather(id: string): Gather | null {
    const meeting = this.graph.meetings.get(id);
    if (meeting === undefined) return null;
    const { by, branches, closes, reach } = meeting;
    const fork = this.number(meeting.fork);
    if (by === 'edges') return { by, fork, count: branches.length, closes };
    return {
      by,
      fork,
      branches: branches.map(({ index }) => index),
      reach: [...reach].map((each) => this.number(each)).sort((a, b) => a - b),
      closes,
    };
  }

  /** How a split starts several tokens. */
  fork(id: string): Fork | null {
    if (forkAt(this.graph.drawing, id) === null) return null;
    return { joins: (this.joins.get(id) ?? []).sort((a, b) => a - b), flat: this.flat.has(id) };
  }

  private number(id: string): number {
    const number = this.numbering.nodes.get(id);
    if (number === undefined) throw new Error(`No path leads to ${id}, so it has no number`);
    return number;
  }
}

/** Where the branches of a split that starts all begin; one without an id, or that shares it, is named by its first step. */
export function branchesOf({ outgoing, ports }: ResolvedNode, { nodes }: Numbering) {
  const roles = new Map(ports.map(({ id, role }) => [id, role]));
  const exits = outgoing.filter(({ port }) => roles.has(port) && !['error', 'timeout'].includes(roles.get(port) ?? ''));
  const named = (port: string) =>
    roles.get(port) === 'branch' && exits.filter((each) => each.port === port).length === 1;
  return exits.map(({ port, target }) => ({ id: named(port) ? port : target, next: nodes.get(target) ?? null }));
}
