import type { ResolvedService } from '../resolve/resolved.ts';
import type { Graph } from './graph.ts';

/** Facts about every path to a node, the node itself not included. */
export interface Flow {
  /** Nodes that precede on every path, having completed or been passed. */
  readonly always: ReadonlyMap<string, ReadonlySet<string>>;
  /** Nodes that precede on some path. */
  readonly sometimes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Variables that have a value on every path. */
  readonly assigned: ReadonlyMap<string, ReadonlySet<string>>;
  /** Nodes reached with an error in scope: `always` or `sometimes` after an `error` or `timeout` port. */
  readonly errors: ReadonlyMap<string, 'always' | 'sometimes'>;
}

interface At {
  always: Set<string>;
  sometimes: Set<string>;
  assigned: Set<string>;
  error: 'always' | 'sometimes' | 'never';
}

/**
 * Data flow over the graph: forward until nothing changes. A node counts as preceding when it was left by a port that is
 * no error port: on error paths its output may be missing, so there it precedes only sometimes.
 */
export function analyseFlow(resolved: ResolvedService, graph: Graph): Flow {
  const initial = new Set(
    (resolved.service.variables ?? [])
      .filter((variable) => variable.initial !== undefined)
      .map((variable) => variable.name),
  );
  const starts = new Set(graph.starts.map((start) => start.node));
  const facts = new Map<string, At>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of graph.order) {
      const before = facts.get(id);
      const now = merge(
        resolved,
        id,
        starts.has(id) ? { always: new Set(), sometimes: new Set(), assigned: initial, error: 'never' } : null,
        facts,
      );
      if (now === null || (before !== undefined && sameFacts(before, now))) continue;
      facts.set(id, now);
      changed = true;
    }
  }
  const field = <Key extends 'always' | 'sometimes' | 'assigned'>(key: Key) =>
    new Map([...facts].map(([id, at]) => [id, at[key] as ReadonlySet<string>]));
  const errors = new Map([...facts].flatMap(([id, at]) => (at.error === 'never' ? [] : [[id, at.error] as const])));
  return { always: field('always'), sometimes: field('sometimes'), assigned: field('assigned'), errors };
}

function merge(resolved: ResolvedService, id: string, start: At | null, facts: ReadonlyMap<string, At>): At | null {
  let result: At | null =
    start === null
      ? null
      : {
          ...start,
          always: new Set(start.always),
          sometimes: new Set(start.sometimes),
          assigned: new Set(start.assigned),
        };
  for (const edge of resolved.nodes.get(id)?.incoming ?? []) {
    const source = resolved.nodes.get(edge.source);
    const before = facts.get(edge.source);
    if (source === undefined || before === undefined) continue;
    const role = source.ports.find((port) => port.id === edge.port)?.role;
    const isError = role === 'error' || role === 'timeout';
    const completed = role !== 'error';
    const leaving: At = {
      always: completed ? new Set([...before.always, edge.source]) : new Set(before.always),
      sometimes: new Set([...before.sometimes, edge.source]),
      assigned: completed
        ? new Set([...before.assigned, ...(source.kind.assigns?.(source.config) ?? []).map((each) => each.variable)])
        : new Set(before.assigned),
      error: isError ? 'always' : before.error,
    };
    result = result === null ? leaving : join(result, leaving);
  }
  return result;
}

function join(a: At, b: At): At {
  return {
    always: a.always.intersection(b.always),
    sometimes: a.sometimes.union(b.sometimes),
    assigned: a.assigned.intersection(b.assigned),
    error: a.error === b.error ? a.error : 'sometimes',
  };
}

function sameFacts(a: At, b: At): boolean {
  const same = (x: ReadonlySet<string>, y: ReadonlySet<string>) => x.size === y.size && x.isSubsetOf(y);
  return (
    same(a.always, b.always) && same(a.sometimes, b.sometimes) && same(a.assigned, b.assigned) && a.error === b.error
  );
}
