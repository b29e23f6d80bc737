import type { PortSpec } from '@omniroute/kind-sdk';
import { Handle, Position } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor, useUi, useView } from '../editor/context.tsx';
import { edgesByPort } from './edge-index.ts';
import { ENTRY, UNDO } from './model/flow-nodes.ts';
import { portShare } from './model/port-share.ts';
import { portLabel } from './model/step-view.ts';

/** Small to look at; what takes the pointer is a finger wide. */
const DOT = '!size-3 !rounded-full !border-2 !border-surface after:absolute after:-inset-2 after:content-[""]';

/** Where connections arrive; while one is drawn the whole box takes it, so that it need not be aimed at. */
export const Entry = memo(function Entry({ id }: { id: string }) {
  const isTarget = useUi(({ connecting }) => connecting?.targets.includes(id) === true);
  return (
    <>
      <Handle
        id={ENTRY}
        type="target"
        position={Position.Top}
        className={`${DOT} !bg-muted`}
        isConnectableStart={false}
      />
      {isTarget && (
        <Handle
          id={ENTRY}
          type="target"
          position={Position.Top}
          isConnectableStart={false}
          className="!inset-0 !z-10 !size-full !min-h-0 !min-w-0 !translate-x-0 !translate-y-0 !rounded-lg !border-0 !bg-transparent"
        />
      )}
    </>
  );
});

/** The ends of the line between a step and its undo. */
export function UndoHandle({ side }: { side: 'undone' | 'undoes' }) {
  return (
    <Handle
      id={UNDO}
      type={side === 'undone' ? 'source' : 'target'}
      position={side === 'undone' ? Position.Right : Position.Left}
      isConnectable={false}
      className="!size-2 !rounded-full !border-0 !bg-wait"
    />
  );
}

/** The exits of a box along its lower edge. */
export const Exits = memo(function Exits({
  id,
  name,
  ports,
}: {
  id: string;
  name: string;
  ports: readonly PortSpec[];
}) {
  return ports.map((port, index) => (
    <Exit key={port.id} id={id} name={name} port={port} left={`${portShare(ports, index) * 100}%`} />
  ));
});

function Exit({ id, name, port, left }: { id: string; name: string; port: PortSpec; left: string }) {
  const isUsed = useView((view) => edgesByPort(view).has(`${id}:${port.id}`));
  const isFault = port.role === 'error' || port.role === 'timeout';
  const isSource = useUi(({ connecting }) => connecting?.source === id && connecting.port === port.id);
  return (
    <>
      <Handle
        id={port.id}
        type="source"
        position={Position.Bottom}
        style={{ left }}
        title={portLabel(port)}
        className={`${DOT} ${isFault ? '!bg-bad' : '!bg-accent'} ${isSource ? '!ring-2 !ring-focus' : ''}`}
      />
      {!isUsed && <OpenEnd id={id} name={name} port={port} left={left} isQuiet={isFault} />}
    </>
  );
}

/** Below a port that leads nowhere: its words, and a button that adds the next step there. */
function OpenEnd({
  id,
  name,
  port,
  left,
  isQuiet,
}: {
  id: string;
  name: string;
  port: PortSpec;
  left: string;
  isQuiet: boolean;
}) {
  const { t } = useTranslation();
  const { ui } = useEditor();
  const label = portLabel(port);
  return (
    <div
      style={{ left }}
      className={`nodrag nopan pointer-events-none absolute top-full flex -translate-x-1/2 flex-col items-center pt-2 ${isQuiet ? 'opacity-0 group-hover/step:opacity-100 group-focus/step:opacity-100 group-data-[chosen=true]/step:opacity-100' : ''}`}
    >
      <span className="h-2 w-px bg-line" />
      {label !== '' && <span className="max-w-20 truncate text-[11px] leading-4 text-muted">{label}</span>}
      <button
        type="button"
        tabIndex={-1}
        aria-label={label === '' ? t('canvas.add_after', { name }) : t('canvas.add_after_port', { name, port: label })}
        onClick={() => ui.setState({ overlay: { is: 'add', place: { after: { source: id, port: port.id } } } })}
        className="pointer-events-auto grid size-6 cursor-pointer place-items-center rounded-full border border-line bg-surface text-muted hover:border-accent hover:text-accent"
      >
        <Plus aria-hidden size={14} />
      </button>
    </div>
  );
}
