import type { TypeEnv } from '@omniroute/expressions';
import type { Graph } from '../graph/graph.ts';
import { type Environments, environmentOf, type Scope } from './environment.ts';
import { END, endOf } from './where.ts';

/** A place in the document where a text with expressions may stand; the pointer is counted from what it belongs to. */
export type TextPlace =
  | { readonly of: 'node' | 'trigger'; readonly id: string; readonly pointer: string }
  | { readonly of: 'service'; readonly pointer: string };

/** What a text can read at a place, whether it stands there already or is only being written; `null` of what is not there. */
export function environmentAt(
  { resolvedTriggers, environments, graph }: Surrounding,
  place: TextPlace,
  text: string,
): TypeEnv | null {
  const scope = scopeAt({ resolvedTriggers, environments, graph }, place);
  if (scope === null) return null;
  return environmentOf(scope.common, scope.nodes(text), scope.around, scope.known(text));
}

/** Where environments come from. */
export interface Surrounding {
  readonly resolvedTriggers: readonly { readonly trigger: { readonly id: string }; readonly definition: EventOf }[];
  readonly environments: Environments;
  readonly graph: Graph;
}

interface EventOf {
  readonly event: Parameters<Environments['trigger']>[1];
}

function scopeAt({ resolvedTriggers, environments, graph }: Surrounding, place: TextPlace): Scope | null {
  if (place.of === 'service') return place.pointer.startsWith('/outputs') ? environments.at(END) : environments.start();
  if (place.of === 'trigger') {
    const found = resolvedTriggers.find(({ trigger }) => trigger.id === place.id);
    return found === undefined ? null : environments.trigger(place.id, found.definition.event);
  }
  const drawn = graph.drawing.places.get(place.id);
  if (drawn === undefined) return null;
  const { inside = [], soFar = [] } = drawn.known?.kind.body?.(drawn.known.config) ?? {};
  const isIn = (values: readonly string[]) =>
    values.some((value) => `${place.pointer}/`.startsWith(`/config${value}/`));
  if (isIn(soFar)) return environments.at(endOf(place.id), place.id);
  return environments.at(isIn(inside) ? endOf(place.id) : place.id);
}
