import { useReactFlow } from '@xyflow/react';
import { type MouseEvent, useState } from 'react';
import { snapped } from '../commands/edits/places.ts';
import { useEditor } from '../editor/context.tsx';
import { type Spot, select } from '../store/ui-state.ts';
import { dropSteps } from './model/drop.ts';
import { boxAt } from './model/paint-overview.ts';

/** How far the hand moves before a press is a drag. */
const THRESHOLD = 4;

/**
 * Gestures on a drawing that is only painted: a press on a step chooses it, a drag moves what is chosen, a press beside all
 * steps is React Flow's own (it pans).
 */
export function useFarGestures(isFar: boolean) {
  const editor = useEditor();
  const { screenToFlowPosition } = useReactFlow();
  const [moved, setMoved] = useState<ReadonlyMap<string, Spot> | null>(null);

  function onMouseDownCapture(event: MouseEvent): void {
    if (!isFar || event.button !== 0 || !(event.target as Element).closest('.react-flow__pane')) return;
    const start = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const boxes = editor.drawing.boxes();
    const box = boxAt(boxes, start.x, start.y);
    if (box === null) return;
    event.stopPropagation();
    event.preventDefault();
    const { selected } = editor.ui.getState();
    if (event.ctrlKey || event.metaKey)
      select(editor.ui, selected.has(box.id) ? without(selected, box.id) : [...selected, box.id]);
    else if (!selected.has(box.id)) select(editor.ui, [box.id]);
    const ids = [...editor.ui.getState().selected].filter((id) => !hasChosenParent(id));
    let by: Spot | null = null;
    const move = (now: globalThis.MouseEvent) => {
      const at = screenToFlowPosition({ x: now.clientX, y: now.clientY });
      const far = Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) > THRESHOLD;
      if (by === null && !far) return;
      by = { x: snapped(at.x - start.x), y: snapped(at.y - start.y) };
      setMoved(new Map(ids.map((id) => [id, by as Spot])));
    };
    const up = () => {
      removeEventListener('mousemove', move);
      removeEventListener('mouseup', up);
      setMoved(null);
      const moving = by;
      if (moving === null) return;
      const dropped = ids.flatMap((id) => {
        const each = boxes.get(id);
        return each === undefined
          ? []
          : [[id, { x: each.absoluteX + moving.x, y: each.absoluteY + moving.y }] as const];
      });
      editor.change(dropSteps(editor, new Map(dropped), null));
    };
    addEventListener('mousemove', move);
    addEventListener('mouseup', up);
  }

  function hasChosenParent(id: string): boolean {
    const { selected } = editor.ui.getState();
    const parent = editor.view().nodes.get(id)?.parent;
    return parent !== undefined && (selected.has(parent) || hasChosenParent(parent));
  }

  return { moved, onMouseDownCapture };
}

function without(set: ReadonlySet<string>, id: string): string[] {
  return [...set].filter((each) => each !== id);
}
