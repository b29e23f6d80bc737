import { type Edge, edgeId, type Operation } from '@omniroute/dsl';
import type { GraphView } from '@omniroute/shared-doc';
import type { Kinds } from '../editor.ts';
import { portsOf, takesMany } from './ports.ts';

/** Both ends of a connection. */
export interface Ends {
  readonly source: string;
  readonly port: string;
  readonly target: string;
}

/** Turns that a new way back may take; the inspector of the connection changes it. */
const FIRST_BOUND = 10;

/** Why a connection cannot be drawn, as a key of the words for it; `null` if it can. */
export function whyNot(view: GraphView, kinds: Kinds, { source, port, target }: Ends): string | null {
  const [from, to] = [view.nodes.get(source), view.nodes.get(target)];
  const isTrigger = from === undefined && (view.service.triggers ?? []).some(({ id }) => id === source);
  if (from === undefined && !isTrigger) return 'connect.no_source';
  if (to === undefined) return 'connect.no_target';
  if (source === target) return 'connect.itself';
  if (!portsOf(view, kinds, source).some(({ id }) => id === port)) return 'connect.no_port';
  if (isTrigger && to.parent !== undefined) return 'connect.trigger_outside';
  if (!isTrigger && from?.parent !== to.parent) return 'connect.other_level';
  if (undoing(view).has(source) || undoing(view).has(target)) return 'connect.undo';
  return view.edges.has(idOf({ source, port, target })) ? 'connect.there' : null;
}

/** Steps at which a connection from a port may end. */
export function targetsOf(view: GraphView, kinds: Kinds, source: string, port: string): string[] {
  const undos = undoing(view);
  if (undos.has(source)) return [];
  const from = view.nodes.get(source);
  return [...view.nodes.values()]
    .filter((node) => node.parent === from?.parent && node.id !== source && !undos.has(node.id))
    .map(({ id }) => id)
    .filter((target) => whyNot(view, kinds, { source, port, target }) === null);
}

/**
 * Draws a connection. A port that leads somewhere already is led to the new place, unless several may leave by it; a way
 * back gets a bound, since without one it might never end.
 */
export function connect(view: GraphView, kinds: Kinds, ends: Ends): Operation[] {
  const { source, port, target } = ends;
  const before = takesMany(view, kinds, source, port) ? [] : edgesFrom(view, source, port);
  const loop = reaches(view, target, source) ? { loop: { max: FIRST_BOUND } } : {};
  const edge: Edge = { ...edgeOf(ends), ...loop };
  return [...before.map((each): Operation => ({ op: 'disconnect', edge: edgeId(each) })), { op: 'connect', edge }];
}

/** An edge as it is written; the port `out` is not. */
export function edgeOf({ source, port, target }: Ends): Edge {
  return { source, ...(port === 'out' ? {} : { source_handle: port }), target };
}

export function idOf({ source, port, target }: Ends): string {
  return `${source}:${port}>${target}`;
}

/** Connections that leave by a port; of all ports if none is named. */
export function edgesFrom(view: GraphView, source: string, port?: string): Edge[] {
  return [...view.edges.values()].filter(
    (edge) => edge.source === source && (port === undefined || (edge.source_handle ?? 'out') === port),
  );
}

export function edgesTo(view: GraphView, target: string): Edge[] {
  return [...view.edges.values()].filter((edge) => edge.target === target);
}

/** Whether a way leads from one step to another. */
export function reaches(view: GraphView, from: string, to: string): boolean {
  const next = new Map<string, string[]>();
  for (const { source, target } of view.edges.values()) next.set(source, [...(next.get(source) ?? []), target]);
  const [seen, waiting] = [new Set([from]), [from]];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === to) return true;
    for (const each of next.get(at) ?? [])
      if (!seen.has(each)) {
        seen.add(each);
        waiting.push(each);
      }
  }
  return false;
}

/** Steps that undo another; no way leads through them. */
export function undoing(view: GraphView): ReadonlySet<string> {
  return new Set([...view.nodes.values()].flatMap(({ compensate_with: by }) => (by === undefined ? [] : [by])));
}
