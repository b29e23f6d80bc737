import { type Edge, edgeId, type Node, type Service } from '@omniroute/dsl';

/** A service with one fault in it, and the places at which a person would look for it. */
export interface Defect {
  readonly document: Service;
  /** Ids of steps, ids of connections, or pointers (and everything below them). */
  readonly places: readonly string[];
}

/** One kind of mistake, and everywhere in a service where it can be made. */
export interface FaultClass {
  readonly name: string;
  plant(sound: Service): readonly Defect[];
}

/** A document that may be spoilt. */
export type Draft = {
  -readonly [Field in keyof Service]: Service[Field];
} & { nodes: DraftNode[]; edges: Edge[] };
export type DraftNode = Omit<Node, 'config'> & { config?: Record<string, unknown> };

/** Spoils a copy; `null` where the fault cannot be made. */
export function spoilt(sound: Service, spoil: (draft: Draft) => readonly string[] | null): Defect[] {
  const draft = structuredClone(sound) as unknown as Draft;
  const places = spoil(draft);
  return places === null ? [] : [{ document: draft as unknown as Service, places }];
}

/** Spoils a copy for each step. */
export function atEachNode(
  sound: Service,
  spoil: (node: DraftNode, index: number, draft: Draft) => readonly string[] | null,
): Defect[] {
  return sound.nodes.flatMap((_, index) =>
    spoilt(sound, (draft) => spoil(draft.nodes[index] as DraftNode, index, draft)),
  );
}

/** Spoils a copy for each connection. */
export function atEachEdge(
  sound: Service,
  spoil: (edge: Edge, index: number, draft: Draft) => readonly string[] | null,
): Defect[] {
  return sound.edges.flatMap((_, index) => spoilt(sound, (draft) => spoil(draft.edges[index] as Edge, index, draft)));
}

/** Places of a connection: itself and both its ends. */
export function placesOf(edge: Edge): string[] {
  return [edgeId(edge), edge.source, edge.target];
}

/** Every text of a step's settings that holds an expression, with a way to replace it. */
export function expressionsOf(node: DraftNode): { readonly text: string; set(text: string): void }[] {
  const found: { readonly text: string; set(text: string): void }[] = [];
  const look = (holder: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(holder)) {
      if (typeof value === 'string' && value.includes('${'))
        found.push({
          text: value,
          set: (text) => {
            holder[name] = text;
          },
        });
      else if (typeof value === 'object' && value !== null) look(value as Record<string, unknown>);
    }
  };
  look(node.config ?? {});
  return found;
}

/** Spoils each expression of each step. */
export function atEachExpression(sound: Service, spoil: (text: string, sound: Service) => string | null): Defect[] {
  return sound.nodes.flatMap((node, at) =>
    expressionsOf(node as DraftNode).flatMap((_, index) =>
      spoilt(sound, (draft) => {
        const place = expressionsOf(draft.nodes[at] as DraftNode)[index];
        const text = place === undefined ? null : spoil(place.text, sound);
        if (place === undefined || text === null || text === place.text) return null;
        place.set(text);
        return [node.id];
      }),
    ),
  );
}

/** Replaces the first part of a text that fits; null where none does. */
export function replaced(text: string, pattern: RegExp, by: (found: string) => string): string | null {
  return pattern.test(text) ? text.replace(pattern, by) : null;
}
