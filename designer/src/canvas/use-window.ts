import { useStore as useFlowStore } from '@xyflow/react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useUi } from '../editor/context.tsx';
import type { Flow } from './model/create-flow.ts';
import type { FlowEdge, FlowNode } from './model/flow-nodes.ts';
import { ALL_UP_TO, FAR_BELOW, sightOf, windowOf } from './model/window-of.ts';

interface Mounted {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  /** Nothing is mounted: the drawing is painted. */
  readonly isFar: boolean;
}

const NOTHING: Mounted = { nodes: [], edges: [], isFar: true };

/** What is mounted of the drawing: all of a small one, of a large one what is in sight, from afar nothing. */
export function useWindow(flow: Flow): Mounted {
  const nodes = useStore(flow.store, (state) => state.nodes);
  const edges = useStore(flow.store, (state) => state.edges);
  const boxes = useStore(flow.store, (state) => state.boxes);
  const selected = useUi((ui) => ui.selected);
  const focus = useUi((ui) => ui.focus);
  const source = useUi((ui) => ui.connecting?.source);
  const isLarge = boxes.size > ALL_UP_TO;
  // A text changes only when another part is in sight, so that panning draws nothing anew.
  const sight = useFlowStore(({ transform, width, height }) => {
    if (!isLarge) return '';
    return transform[2] < FAR_BELOW ? 'far' : JSON.stringify(sightOf(transform, { width, height }));
  });
  return useMemo(() => {
    if (sight === 'far') return NOTHING;
    if (sight === '') return { nodes: nodes as FlowNode[], edges: edges as FlowEdge[], isFar: false };
    const keep = (id: string) => selected.has(id) || id === focus || id === source;
    const window = windowOf(nodes, edges, boxes, JSON.parse(sight), keep);
    return { nodes: [...window.nodes], edges: [...window.edges], isFar: false };
  }, [sight, nodes, edges, boxes, selected, focus, source]);
}
