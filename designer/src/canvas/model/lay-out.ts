import type { GraphView } from '@omniroute/shared-doc';
import type { DrawnBox, Kinds } from '../../commands/editor.ts';
import { MARGIN } from '../../commands/edits/places.ts';
import { kindOf } from '../../commands/edits/ports.ts';
import type { Spot } from '../../store/ui-state.ts';
import { type LevelGraph, layered } from './layered.ts';

export const TRIGGER_SIZE = { width: 180, height: 60 };
export const NOTE_SIZE = { width: 225, height: 120 };
const UNKNOWN_SIZE = { width: 220, height: 64 };
const BELOW = 60;
/** Room in a container for what hangs below the last step in it: words of a port, and the button that adds. */
export const FOOT = 75;

/** What is looked at: everything, or the inside of a container; a collapsed container is drawn as a step. */
export interface Looking {
  readonly entered: string | null;
  readonly collapsed: ReadonlySet<string>;
}

interface Item {
  readonly id: string;
  readonly position: Spot | undefined;
  readonly width: number;
  readonly height: number;
  readonly isOpen: boolean;
}

interface Placed extends Item, Spot {}

/** Works out where everything is drawn; keeps what it worked out for levels that did not change. */
export function createLayout(kinds: Kinds): (view: GraphView, looking: Looking) => ReadonlyMap<string, DrawnBox> {
  const remembered = new Map<string | null, { readonly key: string; readonly spots: ReadonlyMap<string, Spot> }>();
  const layeredOnce = (parent: string | null, level: LevelGraph) => {
    const key = JSON.stringify(level);
    const known = remembered.get(parent);
    if (known?.key === key) return known.spots;
    const spots = layered(level);
    remembered.set(parent, { key, spots });
    return spots;
  };

  return (view, { entered, collapsed }) => {
    const levels = levelsOf(view, kinds, collapsed);
    const ways = [...view.edges.values(), ...undoPairs(view)];
    const boxes = new Map<string, DrawnBox>();

    /** Places a level, from the inside out, since a container is as large as what it holds. */
    function place(parent: string | null): {
      readonly level: readonly Placed[];
      readonly inside: Map<string, readonly Placed[]>;
    } {
      const inside = new Map<string, readonly Placed[]>();
      const items = (levels.get(parent) ?? []).map((item): Item => {
        if (!item.isOpen) return item;
        const body = place(item.id);
        inside.set(item.id, body.level);
        for (const [id, level] of body.inside) inside.set(id, level);
        return { ...item, ...around(item, body.level) };
      });
      const spots = items.some(({ position }) => position !== undefined)
        ? besideOthers(items, ways)
        : items.length === 0
          ? new Map<string, Spot>()
          : layeredOnce(parent, levelGraph(items, ways));
      const level = items.map((item): Placed => ({ ...item, ...(spots.get(item.id) ?? { x: 0, y: 0 }) }));
      return { level: parent === entered ? level : shifted(level), inside };
    }

    const root = place(entered);
    const add = (parent: string | null, level: readonly Placed[], absolute: Spot) => {
      for (const { id, x, y, width, height } of level) {
        const at = { x: absolute.x + x, y: absolute.y + y };
        boxes.set(id, { id, parent, x, y, width, height, absoluteX: at.x, absoluteY: at.y });
        add(id, root.inside.get(id) ?? [], at);
      }
    };
    add(entered, root.level, { x: 0, y: 0 });
    for (const note of entered === null ? (view.service.notes ?? []) : []) {
      const { x, y } = note.position ?? { x: 0, y: 0 };
      const { width, height } = note.size ?? NOTE_SIZE;
      boxes.set(note.id, { id: note.id, parent: null, x, y, width, height, absoluteX: x, absoluteY: y });
    }
    return boxes;
  };
}

function levelsOf(view: GraphView, kinds: Kinds, collapsed: ReadonlySet<string>): Map<string | null, Item[]> {
  const levels = new Map<string | null, Item[]>();
  const put = (parent: string | null, item: Item) => {
    const level = levels.get(parent);
    if (level === undefined) levels.set(parent, [item]);
    else level.push(item);
  };
  for (const { id, position } of view.service.triggers ?? [])
    put(null, { id, position, ...TRIGGER_SIZE, isOpen: false });
  for (const { id, type, position, parent = null } of view.nodes.values()) {
    const kind = kindOf(kinds, type);
    const isOpen = kind?.role === 'container' && !collapsed.has(id);
    put(parent, { id, position, ...(kind?.size ?? UNKNOWN_SIZE), isOpen });
  }
  return levels;
}

function undoPairs(view: GraphView) {
  return [...view.nodes.values()].flatMap(({ id, compensate_with: by }) =>
    by === undefined ? [] : [{ source: id, target: by }],
  );
}

function levelGraph(items: readonly Item[], ways: readonly { source: string; target: string }[]): LevelGraph {
  const ids = new Set(items.map(({ id }) => id));
  return {
    boxes: items.map(({ id, width, height }) => ({ id, width, height })),
    edges: ways
      .filter(({ source, target }) => ids.has(source) && ids.has(target))
      .map(({ source, target }) => ({ source, target })),
  };
}

/** Of a level in which some have a place, the others: above what they lead to, or below what leads to them. */
function besideOthers(
  items: readonly Item[],
  ways: readonly { source: string; target: string }[],
): ReadonlyMap<string, Spot> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const spots = new Map<string, Spot>();
  for (const { id, position } of items) if (position !== undefined) spots.set(id, position);
  const bottom = Math.max(...items.map((item) => (spots.get(item.id)?.y ?? 0) + item.height));
  let [free, taken] = [bottom + BELOW, new Map<string, number>()];
  for (const item of items) {
    if (spots.has(item.id)) continue;
    const before = ways.find(({ source, target }) => target === item.id && spots.has(source))?.source;
    const after = ways.find(({ source, target }) => source === item.id && spots.has(target))?.target;
    const beside = byId.get(before ?? after ?? '');
    const at = beside === undefined ? undefined : spots.get(beside.id);
    if (beside === undefined || at === undefined) {
      spots.set(item.id, { x: 0, y: free });
      free += item.height + BELOW;
      continue;
    }
    const nth = taken.get(beside.id) ?? 0;
    taken = taken.set(beside.id, nth + 1);
    const x = at.x + (beside.width - item.width) / 2 + nth * (item.width + BELOW);
    const y = before === undefined ? at.y - item.height - BELOW : at.y + beside.height + BELOW;
    spots.set(item.id, { x, y });
  }
  return spots;
}

/** A container with nothing in it has room for a first step. */
function around(item: Item, body: readonly Placed[]): { readonly width: number; readonly height: number } {
  if (body.length === 0) return { width: item.width + 2 * MARGIN.side, height: MARGIN.top + 90 };
  return {
    width: Math.max(item.width, ...body.map(({ x, width }) => x + width + MARGIN.side)),
    height: Math.max(item.height, ...body.map(({ y, height }) => y + height + FOOT)),
  };
}

/** The level with its first column and row beside the container's edge, wherever they were drawn. */
function shifted(level: readonly Placed[]): Placed[] {
  const left = Math.min(...level.map(({ x }) => x));
  const top = Math.min(...level.map(({ y }) => y));
  return level.map((box) => ({ ...box, x: box.x - left + MARGIN.side, y: box.y - top + MARGIN.top }));
}
