import type { Node, Operation } from '@omniroute/dsl';
import { edgeId } from '@omniroute/dsl';
import type { GraphView } from '@omniroute/shared-doc';
import type { Kinds } from '../editor.ts';
import { edgesFrom, edgesTo, undoing } from './connect.ts';
import { type Boxes, moveTo } from './places.ts';
import { kindOf } from './ports.ts';
import { freeNear, GAP } from './room.ts';

const hasEffect = (kinds: Kinds, node: Node) => (kindOf(kinds, node.type)?.effects(node.config ?? {}) ?? []).length > 0;

/** Whether a step does something that another could undo. */
export function canBeUndone(view: GraphView, kinds: Kinds, id: string): boolean {
  const node = view.nodes.get(id);
  return node !== undefined && hasEffect(kinds, node) && !undoing(view).has(id);
}

/** Steps that could undo one: of its level, with an effect, and not the undo of another or undone themselves. */
export function undosFor(view: GraphView, kinds: Kinds, id: string): readonly Node[] {
  const node = view.nodes.get(id);
  const taken = undoing(view);
  return [...view.nodes.values()].filter(
    (each) =>
      each.id !== id &&
      each.parent === node?.parent &&
      !taken.has(each.id) &&
      each.compensate_with === undefined &&
      hasEffect(kinds, each),
  );
}

/** Makes a step the undo of another: it leaves the flow and stands beside what it undoes. */
export function pair(view: GraphView, boxes: Boxes, id: string, undo: string): Operation[] {
  const [box, own] = [boxes.get(id), boxes.get(undo)];
  const cuts = [...edgesFrom(view, undo), ...edgesTo(view, undo)].map(
    (edge): Operation => ({ op: 'disconnect', edge: edgeId(edge) }),
  );
  const others = new Map([...boxes].filter(([each]) => each !== undo));
  const beside =
    box === undefined || own === undefined
      ? []
      : moveTo(
          view,
          boxes,
          new Map([
            [
              undo,
              {
                parent: box.parent,
                ...freeNear(others, box.parent, { x: box.x + box.width + GAP.across, y: box.y }, own),
              },
            ],
          ]),
        );
  return [...cuts, { op: 'set_compensation', id, with: undo }, ...beside];
}
