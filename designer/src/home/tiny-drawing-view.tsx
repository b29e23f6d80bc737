import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { useMemo } from 'react';
import { tinyDrawing } from './tiny-drawing.ts';

/** What a service looks like, without words; for those who see, beside its name. */
export function TinyDrawingView({ service }: { service: Service }) {
  const { width, height, boxes, ways } = useMemo(() => tinyDrawing(service, definitions), [service]);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      className="h-40 w-full rounded-md border border-line bg-canvas"
      preserveAspectRatio="xMidYMid meet"
    >
      {ways.map(({ id, from, to }) => (
        <line key={id} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} stroke="var(--muted)" strokeWidth={6} />
      ))}
      {boxes.map((box) => (
        <rect
          key={box.id}
          x={box.x}
          y={box.y}
          width={box.width}
          height={box.height}
          rx={16}
          fill={box.isContainer ? 'none' : 'var(--surface)'}
          stroke="var(--accent)"
          strokeWidth={5}
          strokeDasharray={box.isContainer ? '20 14' : undefined}
        />
      ))}
    </svg>
  );
}
