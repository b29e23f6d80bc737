import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import type { BoxView } from './graph-view.ts';
import { KindIcon } from './icon.tsx';
import { Status, statusBorder } from './status.tsx';

/** What React Flow carries for a box. */
export type BoxNode = Node<{ box: BoxView; status: string | undefined; chosen: boolean }, 'box'>;

/** One box of the drawing; a container is drawn around what is in it. Its size is known, so nothing is measured. */
export const BoxNodeView = memo(function BoxNodeView({ data }: NodeProps<BoxNode>) {
  const { box, status, chosen } = data;
  return (
    <div
      title={box.title}
      className={`flex h-full w-full flex-col gap-0.5 border-2 px-3 text-ink ${box.container ? 'justify-start border-dashed bg-raised/40 pt-3' : 'justify-center bg-surface'} ${box.trigger ? 'rounded-full' : 'rounded-lg'} ${statusBorder(status)} ${chosen ? 'ring-2 ring-focus' : ''}`}
    >
      {!box.trigger && box.undo !== 'undoes' && <Handle type="target" position={Position.Top} isConnectable={false} />}
      {box.undo === 'undoes' && <Handle id="undo" type="target" position={Position.Left} isConnectable={false} />}
      {box.undo === 'undone' && <Handle id="undo" type="source" position={Position.Right} isConnectable={false} />}
      <div className="flex items-center gap-2">
        <KindIcon name={box.icon} />
        <span className="truncate text-sm font-medium">{box.title}</span>
      </div>
      <div className="flex items-center justify-between gap-2">
        <span className="truncate text-xs text-muted">{box.subtitle}</span>
        {status !== undefined && <Status status={status} />}
      </div>
      {box.ports.map((port, index) => (
        <Handle
          key={port.id}
          id={port.id}
          type="source"
          position={Position.Bottom}
          isConnectable={false}
          style={{ left: `${((index + 1) * 100) / (box.ports.length + 1)}%` }}
        />
      ))}
    </div>
  );
});
