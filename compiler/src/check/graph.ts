import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import { formatPointer } from '@omniroute/primitives';
import type { ResolvedEdge, ResolvedNode, ResolvedService } from '../resolve/resolved.ts';

/** What the graph pass proved, for the passes behind it. */
export interface Graph {
  readonly findings: readonly Diagnostic[];
  /** First nodes of runs: one, or one for each trigger with an edge. */
  readonly starts: readonly { readonly node: string; readonly trigger: string | null }[];
  /** Reachable nodes in reverse postorder: every node behind those that precede it, circles aside. */
  readonly order: readonly string[];
  /** Edges that close a circle. */
  readonly back: ReadonlySet<ResolvedEdge>;
}

/** Judges the drawing as LANGUAGE.md sections 3 and 4 say: where it starts, that all is reached, that circles are counted. */
export function checkGraph(resolved: ResolvedService): Graph {
  const findings: Diagnostic[] = [];
  const undos = new Set([...resolved.nodes.values()].flatMap(({ node }) => node.compensate_with ?? []));
  const starts = findStarts(resolved, undos, findings);
  const { order, back } = traverse(
    resolved,
    starts.map((start) => start.node),
  );
  ports(resolved, findings);
  if (starts.length > 0) {
    const reached = new Set(order);
    for (const { node, pointer } of resolved.nodes.values()) {
      if (reached.has(node.id) || undos.has(node.id)) continue;
      // Only the first step of a part that is cut off is the fault; what hangs on it follows.
      const cutOff = [...resolved.nodes.values()]
        .find((each) => each.node.id === node.id)
        ?.incoming.every((edge) => reached.has(edge.source) || back.has(edge) || edge.source === node.id);
      if (cutOff === true || isFirstOfCircle(resolved, node.id, reached))
        findings.push(diagnostic('OR3003', { pointer, node_id: node.id, facts: { node: node.id } }));
    }
  }
  for (const edge of back) circle(resolved, edge, findings);
  for (const edge of resolved.edges) {
    if (edge.edge.loop !== undefined && !back.has(edge))
      findings.push(
        diagnostic('OR3015', {
          pointer: `${edge.pointer}/loop`,
          edge_id: edge.id,
          fix: [{ op: 'set_edge', edge: edge.id }],
        }),
      );
  }
  outputs(resolved, findings);
  convergence(resolved, back, findings);
  return { findings, starts, order, back };
}

function findStarts(resolved: ResolvedService, undos: ReadonlySet<string>, findings: Diagnostic[]): Graph['starts'] {
  const fromTriggers = resolved.edges.filter((edge) => edge.fromTrigger);
  if (fromTriggers.length > 0) {
    for (const { trigger, pointer } of resolved.triggers) {
      const own = fromTriggers.filter((edge) => edge.source === trigger.id);
      if (own.length === 0)
        findings.push(diagnostic('OR3008', { pointer, node_id: trigger.id, facts: { node: trigger.id } }));
      for (const extra of own.slice(1))
        findings.push(
          diagnostic('OR3005', {
            pointer: extra.pointer,
            edge_id: extra.id,
            facts: { node: trigger.id, port: 'out' },
            fix: [{ op: 'disconnect', edge: extra.id }],
          }),
        );
    }
    return fromTriggers.map((edge) => ({ node: edge.target, trigger: edge.source }));
  }
  const inCircle = circleMembers(resolved);
  const roots = [...resolved.nodes.values()].filter(
    ({ node, incoming }) =>
      !undos.has(node.id) &&
      node.parent === undefined &&
      incoming.every((edge) => inCircle.has(`${edge.source}>${node.id}`)),
  );
  const [first, second] = roots;
  if (first === undefined) {
    findings.push(diagnostic('OR3001', { pointer: '/nodes' }));
    return [];
  }
  if (second !== undefined)
    findings.push(
      diagnostic('OR3002', {
        pointer: second.pointer,
        node_id: second.node.id,
        facts: { node: first.node.id, other: second.node.id },
      }),
    );
  return [{ node: first.node.id, trigger: null }];
}

/** Edges marked as loops, or that lead back to a node without any other way in: they do not make their target a follower. */
function circleMembers(resolved: ResolvedService): ReadonlySet<string> {
  return new Set(
    resolved.edges.filter((edge) => edge.edge.loop !== undefined).map((edge) => `${edge.source}>${edge.target}`),
  );
}

function traverse(resolved: ResolvedService, starts: readonly string[]): { order: string[]; back: Set<ResolvedEdge> } {
  const back = new Set<ResolvedEdge>();
  const state = new Map<string, 'open' | 'done'>();
  const postorder: string[] = [];
  for (const start of starts) {
    if (state.has(start)) continue;
    const stack: { id: string; at: number }[] = [{ id: start, at: 0 }];
    state.set(start, 'open');
    while (stack.length > 0) {
      const top = stack.at(-1) as { id: string; at: number };
      const edge = resolved.nodes.get(top.id)?.outgoing[top.at];
      top.at += 1;
      if (edge === undefined) {
        stack.pop();
        state.set(top.id, 'done');
        postorder.push(top.id);
      } else if (state.get(edge.target) === 'open') back.add(edge);
      else if (!state.has(edge.target) && resolved.nodes.has(edge.target)) {
        state.set(edge.target, 'open');
        stack.push({ id: edge.target, at: 0 });
      }
    }
  }
  return { order: postorder.reverse(), back };
}

function isFirstOfCircle(resolved: ResolvedService, id: string, reached: ReadonlySet<string>): boolean {
  const cut = [...resolved.nodes.keys()].filter((each) => !reached.has(each));
  const entered = cut.some((each) => (resolved.nodes.get(each)?.incoming ?? []).length === 0);
  return !entered && cut[0] === id;
}

/** Two edges on one port only from `error` with different codes. */
function ports(resolved: ResolvedService, findings: Diagnostic[]): void {
  for (const { node, outgoing, ports: specs, kind, pointer } of resolved.nodes.values()) {
    const used = new Map<string, ResolvedEdge>();
    for (const edge of outgoing) {
      const isError = specs.find((spec) => spec.id === edge.port)?.role === 'error';
      const key = isError ? `${edge.port} ${[...(edge.edge.on ?? [])].sort().join(',')}` : edge.port;
      if (used.has(key)) {
        findings.push(
          diagnostic('OR3005', {
            pointer: edge.pointer,
            edge_id: edge.id,
            node_id: node.id,
            facts: { node: node.id, port: edge.port },
            fix: [{ op: 'disconnect', edge: edge.id }],
          }),
        );
      }
      used.set(key, edge);
      const target = resolved.nodes.get(edge.target);
      if (target !== undefined && target.node.parent !== node.parent) {
        findings.push(
          diagnostic('OR3006', {
            pointer: edge.pointer,
            edge_id: edge.id,
            facts: { node: node.id, other: edge.target },
          }),
        );
      }
    }
    if (node.disabled === true && !specs.some((spec) => spec.id === 'out')) {
      findings.push(
        diagnostic('OR3011', {
          pointer: `${pointer}/disabled`,
          node_id: node.id,
          facts: { node: node.id },
          fix: [{ op: 'update_node', id: node.id, pointer: '/disabled' }],
        }),
      );
    }
    void kind;
  }
}

/** A circle is counted, or holds an effect, a wait or a task. */
function circle(resolved: ResolvedService, edge: ResolvedEdge, findings: Diagnostic[]): void {
  const path = pathBetween(resolved, edge.target, edge.source);
  const members = path.map((id) => resolved.nodes.get(id)).filter((node): node is ResolvedNode => node !== undefined);
  const paused = members.some(
    ({ kind, config, node }) => node.disabled !== true && (kind.pauses || kind.effects(config).length > 0),
  );
  if (edge.edge.loop?.max !== undefined || (edge.edge.loop !== undefined && paused)) return;
  const steps: PathStep[] = [...path.map((node) => ({ node })), { node: edge.target, port: edge.port }];
  const loop = paused ? {} : { max: 100 };
  findings.push(
    diagnostic('OR3004', {
      pointer: edge.pointer,
      edge_id: edge.id,
      node_id: edge.source,
      path: steps,
      fix: [
        {
          op: 'set_edge',
          edge: edge.id,
          ...(edge.edge.label === undefined ? {} : { label: edge.edge.label }),
          ...(edge.edge.on === undefined ? {} : { on: edge.edge.on }),
          loop,
        },
      ],
    }),
  );
}

/** A shortest way from one node to another, both included. */
export function pathBetween(resolved: ResolvedService, from: string, to: string, without?: string): string[] {
  const before = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let id = queue.shift(); id !== undefined && id !== to; id = queue.shift()) {
    for (const { target } of resolved.nodes.get(id)?.outgoing ?? []) {
      if (before.has(target) || target === without) continue;
      before.set(target, id);
      queue.push(target);
    }
  }
  if (!before.has(to)) return [];
  const path: string[] = [];
  for (let id: string | null = to; id !== null; id = before.get(id) ?? null) path.unshift(id);
  return path;
}

/** Two ends with an output that can both fire: only where several tokens run at once, or where none excludes the other. */
function outputs(resolved: ResolvedService, findings: Diagnostic[]): void {
  const concurrent = [...resolved.nodes.values()].some(
    ({ kind, config }) => kind.split?.(config) === 'inclusive' || kind.split?.(config) === 'all',
  );
  if (!concurrent) return;
  const ends = [...resolved.nodes.values()].filter(({ kind, config }) => (kind.gives?.(config) ?? null) !== null);
  const [first, second] = ends;
  if (first !== undefined && second !== undefined) {
    findings.push(
      diagnostic('OR3010', {
        pointer: second.pointer,
        node_id: second.node.id,
        facts: { node: first.node.id, other: second.node.id },
      }),
    );
  }
}

/**
 * Branches of a split that may fire together may not meet without a join. A split that fires one branch only makes a
 * plain merge.
 */
function convergence(resolved: ResolvedService, back: ReadonlySet<ResolvedEdge>, findings: Diagnostic[]): void {
  for (const { node, kind, config, outgoing } of resolved.nodes.values()) {
    const split = kind.split?.(config);
    if (split !== 'inclusive' && split !== 'all') continue;
    const reachedBy = new Map<string, string>();
    for (const edge of outgoing) {
      for (const id of reachableFrom(resolved, edge.target, back)) {
        const other = reachedBy.get(id);
        if (other !== undefined && other !== edge.port) {
          const meeting = resolved.nodes.get(id);
          findings.push(
            diagnostic('OR3007', {
              pointer: meeting?.pointer ?? formatPointer(['nodes']),
              node_id: id,
              facts: { node: id },
              path: [{ node: node.id, port: other }, { node: node.id, port: edge.port }, { node: id }],
            }),
          );
          return;
        }
        reachedBy.set(id, edge.port);
      }
    }
  }
}

function reachableFrom(resolved: ResolvedService, start: string, back: ReadonlySet<ResolvedEdge>): string[] {
  const seen = new Set([start]);
  const queue = [start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const edge of resolved.nodes.get(id)?.outgoing ?? []) {
      if (back.has(edge) || seen.has(edge.target)) continue;
      seen.add(edge.target);
      queue.push(edge.target);
    }
  }
  return [...seen];
}
