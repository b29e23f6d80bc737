import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';

/** What React Flow carries for an arrow. */
export type LabelledEdge = Edge<{ label: string }, 'labelled'>;

/** An arrow whose words lie above all arrows, so that none is drawn through them. */
export const LabelledEdgeView = memo(function LabelledEdgeView({
  data,
  markerEnd,
  style,
  ...ends
}: EdgeProps<LabelledEdge>) {
  const [path, x, y] = getSmoothStepPath(ends);
  const label = data?.label ?? '';
  return (
    <>
      <BaseEdge
        path={path}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        {...(style === undefined ? {} : { style })}
      />
      {label !== '' && (
        <EdgeLabelRenderer>
          <span
            className="absolute z-10 rounded-sm bg-canvas px-1 text-xs text-ink"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
