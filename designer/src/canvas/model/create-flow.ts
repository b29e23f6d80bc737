import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DrawnBox, Kinds } from '../../commands/editor.ts';
import type { DraftSession } from '../../document/session.ts';
import type { UiStore } from '../../store/ui-state.ts';
import { createFlowNodes, type FlowEdge, type FlowNode, type RoleWords } from './flow-nodes.ts';
import { createLayout } from './lay-out.ts';

/** What is drawn now. */
export interface FlowState {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly boxes: ReadonlyMap<string, DrawnBox>;
}

/** The drawing of a draft, kept in step with it: what changed is made anew, all else stays the same objects. */
export interface Flow {
  readonly store: StoreApi<FlowState>;
  /** Takes what React Flow says of a drag; nothing else of it is kept. */
  changed(changes: NodeChange<FlowNode>[]): void;
  /** A drag ended: what the draft says counts again. */
  settle(): void;
  stop(): void;
}

export function createFlow(session: DraftSession, ui: UiStore, kinds: Kinds, words: RoleWords): Flow {
  const layout = createLayout(kinds);
  const make = createFlowNodes(kinds, words);
  let isDragging = false;
  const drawn = (): FlowState => {
    const [view, screen] = [session.graph.view(), ui.getState()];
    const boxes = layout(view, screen);
    const nodes = make.nodes(view, boxes, screen);
    return { boxes, nodes, edges: make.edges(view, boxes, screen) };
  };
  const store = createStore<FlowState>(drawn);
  const draw = () => {
    if (!isDragging) store.setState(drawn());
  };
  const stops = [
    session.graph.subscribe(draw),
    ui.subscribe((now, before) => {
      const isOther =
        now.selected !== before.selected ||
        now.selectedEdges !== before.selectedEdges ||
        now.focus !== before.focus ||
        now.entered !== before.entered ||
        now.collapsed !== before.collapsed;
      if (isOther) draw();
    }),
  ];
  return {
    store,
    changed(changes) {
      const moves = changes.filter((change) => change.type === 'position');
      if (moves.length === 0) return;
      isDragging ||= moves.some((move) => move.dragging === true);
      const { nodes } = store.getState();
      store.setState({ nodes: applyNodeChanges(moves, nodes as FlowNode[]) });
    },
    settle() {
      isDragging = false;
      draw();
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
