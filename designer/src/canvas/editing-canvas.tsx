import {
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addKind } from '../commands/library/add.ts';
import { finishConnecting, startConnecting } from '../commands/library/go.ts';
import { useEditor, useRegistry } from '../editor/context.tsx';
import { select } from '../store/ui-state.ts';
import { CanvasCorner } from './canvas-corner.tsx';
import { ConnectingBanner } from './connecting-banner.tsx';
import { ContainerNode } from './container-node.tsx';
import { KIND_TYPE } from './kind-drag.ts';
import type { AttachableDrawing } from './model/create-drawing.ts';
import type { Flow } from './model/create-flow.ts';
import { containerAt, dropSteps, placeIn } from './model/drop.ts';
import type { FlowEdge, FlowNode } from './model/flow-nodes.ts';
import { LEAST_ZOOM } from './model/window-of.ts';
import { NoteNode, TriggerNode } from './other-nodes.tsx';
import { Overview } from './overview.tsx';
import { StepNode } from './step-node.tsx';
import { useFarGestures } from './use-far-gestures.ts';
import { useWindow } from './use-window.ts';
import { WayEdge } from './way-edge.tsx';

const NODE_TYPES = { step: StepNode, container: ContainerNode, trigger: TriggerNode, note: NoteNode };
const EDGE_TYPES = { way: WayEdge };
const GRID: [number, number] = [15, 15];

/** The drawing people edit. It takes what they do and runs commands; what it shows comes from the draft. */
export function EditingCanvas(parts: { flow: Flow; drawing: AttachableDrawing }) {
  return (
    <ReactFlowProvider>
      <Host {...parts} />
    </ReactFlowProvider>
  );
}

function Host({ flow, drawing }: { flow: Flow; drawing: AttachableDrawing }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const registry = useRegistry();
  const region = useRef<HTMLElement>(null);
  const instance = useReactFlow<FlowNode, FlowEdge>();
  const { nodes, edges, isFar } = useWindow(flow);
  const { moved, onMouseDownCapture } = useFarGestures(isFar);
  const [isReady, setReady] = useState(false);
  const { ui } = editor;

  useEffect(() => {
    if (isReady && region.current !== null) return drawing.attach(instance, region.current);
  }, [drawing, instance, isReady]);

  const handlers = useMemo(
    () => ({
      onNodesChange(changes: NodeChange<FlowNode>[]) {
        flow.changed(changes);
        const chosen = changes.filter((change) => change.type === 'select');
        if (chosen.length === 0) return;
        const { selected, selectedEdges } = ui.getState();
        const next = new Set(selected);
        for (const { id, selected: isOn } of chosen) if (isOn) next.add(id);
        for (const { id, selected: isOn } of chosen) if (!isOn) next.delete(id);
        select(ui, next, selectedEdges);
      },
      onEdgesChange(changes: EdgeChange<FlowEdge>[]) {
        const next = new Set(ui.getState().selectedEdges);
        for (const change of changes)
          if (change.type === 'select') change.selected ? next.add(change.id) : next.delete(change.id);
        select(ui, ui.getState().selected, next);
      },
      onNodeDragStop(event: unknown, _: FlowNode, moved: FlowNode[]) {
        const dropped = moved.flatMap(({ id }) => {
          const at = instance.getInternalNode(id)?.internals.positionAbsolute;
          return at === undefined ? [] : [[id, at] as const];
        });
        const point = event as MouseEvent;
        const operations = dropSteps(editor, new Map(dropped), edgeUnder(point.clientX, point.clientY));
        editor.change(operations);
        flow.settle();
      },
      onConnectStart(_: unknown, { nodeId, handleId }: { nodeId: string | null; handleId: string | null }) {
        if (nodeId !== null && handleId !== null) startConnecting(editor, nodeId, handleId);
      },
      isValidConnection: ({ target }: Connection | FlowEdge) =>
        ui.getState().connecting?.targets.includes(target) === true,
      onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState) {
        const { connecting } = ui.getState();
        const point = 'changedTouches' in event ? event.changedTouches[0] : event;
        const under = point === undefined ? null : nodeUnder(point.clientX, point.clientY);
        const target = state.isValid === true ? (state.toNode?.id ?? under) : under;
        if (finishConnecting(editor, target) || connecting === null || under !== null) return;
        // Let go over nothing: the next step goes there.
        const { source, port } = connecting;
        const parent = editor.view().nodes.get(source)?.parent ?? null;
        const spot = point === undefined ? undefined : drawing.spotAt({ x: point.clientX, y: point.clientY });
        const at = spot === undefined ? {} : { at: placeIn(editor, spot, parent, { width: 220, height: 0 }) };
        ui.setState({ overlay: { is: 'add', place: { after: { source, port }, ...at } } });
      },
      onPaneClick() {
        select(ui, []);
        ui.setState({ connecting: null });
      },
      onNodeClick(_: unknown, node: FlowNode) {
        const { connecting } = ui.getState();
        if (connecting !== null) finishConnecting(editor, node.id);
        ui.setState({ focus: node.id });
        drawing.focus();
      },
      onNodeDoubleClick: () => registry.byId('open')?.run(editor),
      onNodeContextMenu(event: { preventDefault(): void; clientX: number; clientY: number }, node: FlowNode) {
        event.preventDefault();
        if (!ui.getState().selected.has(node.id)) select(ui, [node.id]);
        ui.setState({ focus: node.id, overlay: { is: 'menu', x: event.clientX, y: event.clientY } });
      },
      onEdgeContextMenu(event: { preventDefault(): void; clientX: number; clientY: number }, edge: FlowEdge) {
        event.preventDefault();
        select(ui, [], [edge.id]);
        ui.setState({ overlay: { is: 'menu', x: event.clientX, y: event.clientY } });
      },
      onPaneContextMenu(event: { preventDefault(): void; clientX: number; clientY: number }) {
        event.preventDefault();
        ui.setState({ overlay: { is: 'menu', x: event.clientX, y: event.clientY } });
      },
    }),
    [drawing, editor, flow, instance, registry, ui],
  );

  const drop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(KIND_TYPE);
    if (type === '') return;
    event.preventDefault();
    const edge = edgeUnder(event.clientX, event.clientY);
    const spot = drawing.spotAt({ x: event.clientX, y: event.clientY });
    if (edge !== null) return addKind(editor, type, { edge });
    const parent = containerAt(editor, spot);
    const at = placeIn(editor, spot, parent, editor.kinds[type]?.size ?? { width: 0, height: 0 });
    addKind(editor, type, { at, parent });
  };

  return (
    <section
      ref={region}
      tabIndex={isFar ? 0 : -1}
      aria-label={t('canvas.name')}
      aria-describedby="canvas-hint"
      className="relative h-full min-h-0 w-full outline-none"
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(KIND_TYPE)) event.preventDefault();
      }}
      onDrop={drop}
      onMouseDownCapture={onMouseDownCapture}
      onKeyDown={(event) => {
        if (isField(event.target)) return;
        const command = registry.forKey(event, editor, true);
        if (command === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        void command.run(editor);
      }}
    >
      <p id="canvas-hint" className="sr-only">
        {t('canvas.hint')}
      </p>
      <svg aria-hidden className="absolute size-0">
        <defs>
          <marker id="way-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M 0 1 L 9 5 L 0 9 z" fill="context-stroke" />
          </marker>
        </defs>
      </svg>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        {...handlers}
        onlyRenderVisibleElements
        snapToGrid
        snapGrid={GRID}
        minZoom={LEAST_ZOOM}
        maxZoom={2}
        onInit={() => setReady(true)}
        connectionRadius={24}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={['Meta', 'Control']}
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        nodeDragThreshold={4}
        proOptions={{ hideAttribution: false }}
      >
        <Background variant={BackgroundVariant.Dots} gap={15} size={1} color="var(--line)" />
        {isFar && <Overview flow={flow} moved={moved} />}
        <ConnectingBanner />
        <CanvasCorner flow={flow} />
      </ReactFlow>
    </section>
  );
}

/** The connection under a point of the window. */
function edgeUnder(x: number, y: number): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const edge = element.closest('.react-flow__edge');
    if (edge !== null) return edge.getAttribute('data-id');
  }
  return null;
}

/** The box under a point of the window; of containers the innermost. */
function nodeUnder(x: number, y: number): string | null {
  const node = document.elementFromPoint(x, y)?.closest('.react-flow__node');
  return node?.getAttribute('data-id') ?? null;
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}
