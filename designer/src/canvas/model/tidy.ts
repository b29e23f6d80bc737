import type { Service } from '@omniroute/dsl';
import type { Kinds } from '../../commands/editor.ts';
import { MARGIN } from '../../commands/edits/places.ts';
import { kindOf } from '../../commands/edits/ports.ts';
import type { Spot } from '../../store/ui-state.ts';
import { FOOT, TRIGGER_SIZE } from './lay-out.ts';
import type { LevelGraph } from './layered.ts';

/** Lays levels out; in the page a worker does it. */
export type LayLevels = (levels: readonly LevelGraph[]) => Promise<readonly ReadonlyMap<string, Spot>[]>;

const UNKNOWN_SIZE = { width: 220, height: 64 };

/** New places for every step, from the innermost containers outward, since a container is as large as what it holds. */
export async function tidied(service: Service, kinds: Kinds, lay: LayLevels): Promise<ReadonlyMap<string, Spot>> {
  const sizes = new Map<string, { readonly width: number; readonly height: number }>();
  const inside = new Map<string | null, string[]>();
  const put = (parent: string | null, id: string) => inside.set(parent, [...(inside.get(parent) ?? []), id]);
  for (const { id } of service.triggers ?? []) {
    sizes.set(id, TRIGGER_SIZE);
    put(null, id);
  }
  for (const { id, type, parent = null } of service.nodes) {
    sizes.set(id, kindOf(kinds, type)?.size ?? UNKNOWN_SIZE);
    put(parent, id);
  }
  const depth = (parent: string | null): number => {
    let steps = 0;
    for (let at = parent; at !== null; at = service.nodes.find(({ id }) => id === at)?.parent ?? null) steps += 1;
    return steps;
  };
  const parents = [...inside.keys()].sort((a, b) => depth(b) - depth(a));
  const places = new Map<string, Spot>();
  const ways = [
    ...service.edges,
    ...service.nodes.flatMap(({ id, compensate_with: by }) => (by === undefined ? [] : [{ source: id, target: by }])),
  ];
  for (const parent of parents) {
    const ids = inside.get(parent) ?? [];
    const known = new Set(ids);
    const boxes = ids.map((id) => ({ id, ...(sizes.get(id) ?? UNKNOWN_SIZE) }));
    const edges = ways
      .filter(({ source, target }) => known.has(source) && known.has(target))
      .map(({ source, target }) => ({ source, target }));
    const [spots = new Map<string, Spot>()] = await lay([{ boxes, edges }]);
    for (const [id, spot] of spots) places.set(id, spot);
    if (parent === null) continue;
    const own = sizes.get(parent) ?? UNKNOWN_SIZE;
    sizes.set(parent, {
      width: Math.max(own.width, ...boxes.map(({ id, width }) => (spots.get(id)?.x ?? 0) + width + 2 * MARGIN.side)),
      height: Math.max(
        own.height,
        ...boxes.map(({ id, height }) => (spots.get(id)?.y ?? 0) + height + MARGIN.top + FOOT),
      ),
    });
  }
  return places;
}
