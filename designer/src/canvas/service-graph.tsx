import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { Background, Controls, MarkerType, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type BoxNode, BoxNodeView } from './box-node.tsx';
import { graphView } from './graph-view.ts';
import { type LabelledEdge, LabelledEdgeView } from './labelled-edge.tsx';
import { statusStroke } from './status.tsx';

const NODE_TYPES = { box: BoxNodeView };
const NONE: Readonly<Record<string, string>> = {};
const EDGE_TYPES = { labelled: LabelledEdgeView };

/**
 * A service as a drawing, read only, with the state of a run, or what became of its parts, on it: `statuses` by the
 * id of a box or an arrow. Every step is in the list beside it too, so the
 * drawing itself takes no tab stop but its zoom buttons.
 */
export function ServiceGraph({
  service,
  statuses = NONE,
  chosen,
  onChoose,
}: {
  service: Service;
  statuses?: Readonly<Record<string, string>>;
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const view = useMemo(() => graphView(service, definitions), [service]);
  const nodes = useMemo<BoxNode[]>(
    () =>
      view.boxes.map((box) => ({
        id: box.id,
        type: 'box',
        ...(box.parent === null ? {} : { parentId: box.parent }),
        position: { x: box.x, y: box.y },
        width: box.width,
        height: box.height,
        data: { box, status: statuses[box.id], chosen: box.id === chosen },
      })),
    [view, statuses, chosen],
  );
  const edges = useMemo<LabelledEdge[]>(
    () =>
      view.edges.map((edge) => {
        const port = view.boxes
          .find((box) => box.id === edge.source)
          ?.ports.find((candidate) => candidate.id === edge.port);
        const label = edge.undo ? t('service.undo') : edge.label || port?.label || '';
        return {
          id: edge.id,
          source: edge.source,
          target: edge.target,
          sourceHandle: edge.port,
          type: 'labelled',
          focusable: false,
          ...(edge.undo
            ? { targetHandle: 'undo', style: { strokeDasharray: '4 4' } }
            : {
                markerEnd: { type: MarkerType.ArrowClosed, color: statusStroke(statuses[edge.id]) },
                ...(statuses[edge.id] === undefined
                  ? {}
                  : {
                      style: {
                        stroke: statusStroke(statuses[edge.id]),
                        strokeWidth: 2,
                        // Not told by its colour alone.
                        ...(statuses[edge.id] === 'removed' ? { strokeDasharray: '6 4' } : {}),
                      },
                    }),
              }),
          data: { label },
        };
      }),
    [view, t, statuses],
  );
  return (
    <section aria-label={t('service.graph')} className="h-full min-h-96 overflow-hidden rounded-lg border border-line">
      <ReactFlowProvider>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodeClick={(_, node) => onChoose(node.id)}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          deleteKeyCode={null}
          fitView
          fitViewOptions={{ padding: 0.08, maxZoom: 1.1 }}
          minZoom={0.1}
        >
          <Background />
          <Controls showInteractive={false} />
        </ReactFlow>
      </ReactFlowProvider>
    </section>
  );
}
