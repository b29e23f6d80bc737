import type { Service } from '@omniroute/dsl';
import type { ReactFlowInstance } from '@xyflow/react';
import type { Drawing } from '../../commands/editor.ts';
import type { Spot, UiStore } from '../../store/ui-state.ts';
import type { Flow } from './create-flow.ts';
import type { FlowEdge, FlowNode } from './flow-nodes.ts';
import { fitting } from './window-of.ts';

export type FlowInstance = ReactFlowInstance<FlowNode, FlowEdge>;

/** The drawing as commands see it; before the page shows one it answers as an empty one would. */
export interface AttachableDrawing extends Drawing {
  attach(instance: FlowInstance, element: HTMLElement): () => void;
  /** The place on the drawing under a point of the window. */
  spotAt(point: Spot): Spot;
}

export function createDrawing(
  flow: () => Flow,
  ui: UiStore,
  tidy: (service: Service) => Promise<ReadonlyMap<string, Spot>>,
): AttachableDrawing {
  let instance: FlowInstance | null = null;
  let element: HTMLElement | null = null;
  const boxes = () => flow().store.getState().boxes;

  /** Lets keys go to a step: at once, so that the next key is not lost, or as soon as it is drawn. */
  function focusStep(id: string): void {
    const find = () => element?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    const now = find();
    if (now !== null && now !== undefined) now.focus({ preventScroll: true });
    // A drawing that is only painted takes the keys as a whole.
    else requestAnimationFrame(() => (find() ?? element)?.focus({ preventScroll: true }));
  }

  function fitNow(ids?: readonly string[]): void {
    if (instance === null || element === null) return;
    const all = boxes();
    const shown = ids === undefined ? all.values() : ids.flatMap((id) => all.get(id) ?? []);
    void instance.setViewport(fitting(shown, { width: element.clientWidth, height: element.clientHeight }));
  }

  function isInView(id: string): boolean {
    const box = boxes().get(id);
    if (box === undefined || instance === null || element === null) return true;
    const { x, y, zoom } = instance.getViewport();
    const [left, top] = [box.absoluteX * zoom + x, box.absoluteY * zoom + y];
    const { clientWidth, clientHeight } = element;
    return left > 0 && top > 0 && left + box.width * zoom < clientWidth && top + box.height * zoom < clientHeight - 40;
  }

  return {
    boxes,
    middle() {
      if (instance === null || element === null) return { x: 0, y: 0 };
      const { left, top, width, height } = element.getBoundingClientRect();
      return instance.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
    },
    fit: (ids) =>
      // What was just changed is drawn first.
      void requestAnimationFrame(() => fitNow(ids)),
    zoomTo: (zoom) => void instance?.zoomTo(zoom),
    zoomBy: (factor) => void instance?.zoomTo((instance.getZoom() ?? 1) * factor),
    reveal(id) {
      const box = boxes().get(id);
      if (box === undefined) return;
      ui.setState({ focus: id });
      if (!isInView(id)) {
        const zoom = Math.max(instance?.getZoom() ?? 1, 0.6);
        void instance?.setCenter(box.absoluteX + box.width / 2, box.absoluteY + box.height / 2, { zoom });
      }
      focusStep(id);
    },
    focus() {
      const { focus } = ui.getState();
      if (focus !== null && boxes().has(focus)) focusStep(focus);
      else element?.focus({ preventScroll: true });
    },
    tidy,
    spotAt: (point) => instance?.screenToFlowPosition(point, { snapToGrid: true }) ?? point,
    attach(now, within) {
      [instance, element] = [now, within];
      fitNow();
      return () => {
        [instance, element] = [null, null];
      };
    },
  };
}
