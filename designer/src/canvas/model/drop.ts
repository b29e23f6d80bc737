import type { Operation } from '@omniroute/dsl';
import type { Editor } from '../../commands/editor.ts';
import { edgeOf, edgesFrom, edgesTo } from '../../commands/edits/connect.ts';
import { moveTo, snapped, type Target } from '../../commands/edits/places.ts';
import { kindOf, mainPort, portsOf } from '../../commands/edits/ports.ts';
import { takeOut, withInside } from '../../commands/edits/remove.ts';
import type { Spot } from '../../store/ui-state.ts';

/** The innermost open container under a place; `null` outside all. Not one of those that are being moved. */
export function containerAt(editor: Editor, spot: Spot, moving: ReadonlySet<string> = new Set()): string | null {
  const { entered, collapsed } = editor.ui.getState();
  const gone = withInside(editor.view(), moving);
  let found: { readonly id: string; readonly area: number } | null = null;
  for (const box of editor.drawing.boxes().values()) {
    const node = editor.view().nodes.get(box.id);
    if (node === undefined || gone.has(box.id) || collapsed.has(box.id)) continue;
    if (kindOf(editor.kinds, node.type)?.role !== 'container') continue;
    const isIn =
      spot.x >= box.absoluteX &&
      spot.y >= box.absoluteY &&
      spot.x <= box.absoluteX + box.width &&
      spot.y <= box.absoluteY + box.height;
    const area = box.width * box.height;
    if (isIn && (found === null || area < found.area)) found = { id: box.id, area };
  }
  return found?.id ?? entered;
}

/** A place of the drawing as it is counted in a container, for a box whose middle comes to lie there. */
export function placeIn(
  editor: Editor,
  spot: Spot,
  parent: string | null,
  size: { readonly width: number; readonly height: number },
): Spot {
  const isRoot = parent === null || parent === editor.ui.getState().entered;
  const around = isRoot ? undefined : editor.drawing.boxes().get(parent);
  return {
    x: snapped(spot.x - (around?.absoluteX ?? 0) - size.width / 2),
    y: snapped(spot.y - (around?.absoluteY ?? 0) - size.height / 2),
  };
}

/**
 * Ends a drag: steps come to stand where they were dropped, in the container they were dropped into. Those that change their
 * container leave the flow they were in, which closes behind them. `edge`: a connection that one step was dropped on.
 */
export function dropSteps(
  editor: Editor,
  dropped: ReadonlyMap<string, Spot>,
  edge: string | null,
): readonly Operation[] {
  const view = editor.view();
  const boxes = editor.drawing.boxes();
  const moving = new Set(dropped.keys());
  const targets = new Map<string, Target>();
  const leaving = new Map<string | null, Set<string>>();
  for (const [id, at] of dropped) {
    const box = boxes.get(id);
    if (box === undefined) continue;
    const node = view.nodes.get(id);
    const middle = { x: at.x + box.width / 2, y: at.y + box.height / 2 };
    const parent = node === undefined ? null : containerAt(editor, middle, moving);
    const around = parent === null ? undefined : boxes.get(parent);
    const isRoot = parent === editor.ui.getState().entered;
    targets.set(id, {
      parent,
      x: at.x - (isRoot ? 0 : (around?.absoluteX ?? 0)),
      y: at.y - (isRoot ? 0 : (around?.absoluteY ?? 0)),
    });
    if (node !== undefined && (node.parent ?? null) !== parent)
      leaving.set(parent, (leaving.get(parent) ?? new Set()).add(id));
  }
  const cuts = [...leaving.values()].flatMap((ids) => takeOut(view, editor.kinds, ids));
  const [only, ...more] = dropped.keys();
  const insertion = edge !== null && only !== undefined && more.length === 0 ? dropOnEdge(editor, only, edge) : [];
  return [...cuts, ...moveTo(view, boxes, targets), ...insertion];
}

/** Draws a step that has no connections yet into the one it was dropped on. */
function dropOnEdge(editor: Editor, id: string, name: string): Operation[] {
  const view = editor.view();
  const [edge, node] = [view.edges.get(name), view.nodes.get(id)];
  const out = mainPort(portsOf(view, editor.kinds, id));
  if (edge === undefined || node === undefined || out === null) return [];
  if (edge.source === id || edge.target === id) return [];
  if (edgesFrom(view, id).length + edgesTo(view, id).length > 0) return [];
  if (view.nodes.get(edge.target)?.parent !== node.parent) return [];
  const { label, on, loop, ...ends } = edge;
  return [
    { op: 'disconnect', edge: name },
    {
      op: 'connect',
      edge: {
        ...ends,
        target: id,
        ...(label === undefined ? {} : { label }),
        ...(on === undefined ? {} : { on }),
      },
    },
    {
      op: 'connect',
      edge: { ...edgeOf({ source: id, port: out, target: edge.target }), ...(loop === undefined ? {} : { loop }) },
    },
  ];
}
