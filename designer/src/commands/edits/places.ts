import type { Node, Operation } from '@omniroute/dsl';
import type { GraphView } from '@omniroute/shared-doc';
import type { Spot } from '../../store/ui-state.ts';
import type { DrawnBox } from '../editor.ts';

export type Boxes = ReadonlyMap<string, DrawnBox>;

/** Where a step is to be drawn: in which container, counted from its corner. */
export interface Target extends Spot {
  readonly parent: string | null;
}

/** Room that a container leaves around what is in it; its own title stands at the top. */
export const MARGIN = { side: 30, top: 75, bottom: 30 };
export const GRID = 15;
export const snapped = (value: number): number => Math.round(value / GRID) * GRID;

/**
 * Moves steps to where they are to be drawn. The document keeps only distances between the steps of a container, and the
 * container is drawn around them: so that nothing else moves on the screen, a container whose first column or row moves goes
 * along, and steps that were laid out by the page get the places they have on it.
 */
export function moveTo(view: GraphView, boxes: Boxes, targets: ReadonlyMap<string, Target>): Operation[] {
  const wanted = new Map<string, Target>(targets);
  for (const parent of levelsInsideOut(view, targets)) settleLevel(view, boxes, parent, wanted);
  const operations: Operation[] = [];
  for (const [id, target] of wanted) {
    const position = { x: snapped(target.x), y: snapped(target.y) };
    const node = view.nodes.get(id);
    if (node === undefined) operations.push(...moveOther(view, id, position));
    else {
      if ((node.parent ?? null) !== target.parent) operations.push({ op: 'set_parent', id, parent: target.parent });
      if (node.position?.x !== position.x || node.position.y !== position.y)
        operations.push({ op: 'move_node', id, position });
    }
  }
  return operations;
}

/** Makes the wanted places of a level those of the document, and moves its container so that nothing else moves. */
function settleLevel(view: GraphView, boxes: Boxes, parent: string | null, wanted: Map<string, Target>): void {
  // What is only now being added is not drawn yet, and moves nothing.
  const before = childrenOf(view, parent).filter(({ id }) => boxes.has(id));
  const after = membersAfter(view, parent, wanted);
  const offset = offsetOf(before, boxes);
  for (const { id, position } of after) {
    const target = wanted.get(id);
    const box = boxes.get(id);
    if (target !== undefined) wanted.set(id, { parent, x: target.x + offset.x, y: target.y + offset.y });
    else if (position === undefined && box !== undefined)
      wanted.set(id, { parent, x: box.x + offset.x, y: box.y + offset.y });
  }
  if (parent === null || after.length === 0 || before.length === 0) return;
  const [old, now] = [
    corner(before.map(({ id }) => drawn(boxes, id, offset))),
    corner(after.map(({ id, position }) => wanted.get(id) ?? position ?? drawn(boxes, id, offset))),
  ];
  const [x, y] = [snapped(now.x - old.x), snapped(now.y - old.y)];
  const box = boxes.get(parent);
  if ((x === 0 && y === 0) || box === undefined) return;
  const at = wanted.get(parent) ?? { parent: box.parent, x: box.x, y: box.y };
  wanted.set(parent, { ...at, x: at.x + x, y: at.y + y });
}

const drawn = (boxes: Boxes, id: string, offset: Spot): Spot => {
  const box = boxes.get(id);
  return { x: (box?.x ?? 0) + offset.x, y: (box?.y ?? 0) + offset.y };
};

/** What must be added to a drawn place to get the one in the document. */
export function offsetOf(nodes: readonly Node[], boxes: Boxes): Spot {
  for (const { id, position } of nodes) {
    const box = boxes.get(id);
    if (position !== undefined && box !== undefined) return { x: position.x - box.x, y: position.y - box.y };
  }
  return { x: 0, y: 0 };
}

function corner(spots: readonly Spot[]): Spot {
  return { x: Math.min(...spots.map(({ x }) => x)), y: Math.min(...spots.map(({ y }) => y)) };
}

export function childrenOf(view: GraphView, parent: string | null): Node[] {
  return [...view.nodes.values()].filter((node) => (node.parent ?? null) === parent);
}

function membersAfter(view: GraphView, parent: string | null, wanted: ReadonlyMap<string, Target>): Node[] {
  return [...view.nodes.values()].filter(({ id, parent: now = null }) => {
    const target = wanted.get(id);
    return (target === undefined ? now : target.parent) === parent;
  });
}

/** Levels that something leaves or comes to, and those around them, the innermost first. */
function levelsInsideOut(view: GraphView, targets: ReadonlyMap<string, Target>): (string | null)[] {
  const levels = new Map<string | null, number>();
  const add = (parent: string | null) => {
    const chain: (string | null)[] = [];
    for (let at = parent; at !== null; at = view.nodes.get(at)?.parent ?? null) chain.push(at);
    chain.push(null);
    for (const [index, level] of chain.entries()) levels.set(level, chain.length - 1 - index);
  };
  for (const [id, { parent }] of targets) {
    add(parent);
    const node = view.nodes.get(id);
    if (node !== undefined) add(node.parent ?? null);
  }
  return [...levels].sort(([, a], [, b]) => b - a).map(([level]) => level);
}

function moveOther(view: GraphView, id: string, position: Spot): Operation[] {
  for (const collection of ['triggers', 'notes'] as const) {
    const item = view.service[collection]?.find((each) => each.id === id);
    if (item !== undefined) return [{ op: 'put', collection, item: { ...item, position } as never }];
  }
  return [];
}
