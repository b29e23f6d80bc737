import { useStore as useFlowStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useEditor, useProblems, useSimulation, useUi } from '../editor/context.tsx';
import { gravest } from '../problems/problems-state.ts';
import type { Flow } from './model/create-flow.ts';
import { paintOverview } from './model/paint-overview.ts';
import { toneOf } from './status.tsx';

/** A large drawing seen from afar: painted on one canvas, with nothing mounted for each step. */
export function Overview({ flow, moved }: { flow: Flow; moved: ReadonlyMap<string, { x: number; y: number }> | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { session } = useEditor();
  const boxes = useStore(flow.store, (state) => state.boxes);
  const transform = useFlowStore((state) => state.transform);
  const width = useFlowStore((state) => state.width);
  const height = useFlowStore((state) => state.height);
  const selected = useUi((ui) => ui.selected);
  const marks = useSimulation((trial) => (trial.status === 'off' ? null : trial.marks.steps));
  const covered = useSimulation((trial) => trial.coverage?.steps ?? null);
  const byNode = useProblems((state) => state.byNode);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined) return;
    const style = getComputedStyle(element);
    paintOverview(context, {
      boxes,
      edges: session.graph.view().edges.values(),
      transform,
      size: { width, height },
      ratio: devicePixelRatio,
      selected,
      moved,
      isBad: (id) => gravest(byNode.get(id) ?? []) === 'error',
      trialColour: (id) => {
        if (covered !== null) return covered.has(id) ? 'good' : null;
        return toneOf(marks?.get(id)?.status);
      },
      colour: (name) => style.getPropertyValue(`--${name}`),
    });
  });
  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}
