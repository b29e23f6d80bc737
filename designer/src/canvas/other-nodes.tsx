import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { KindIcon } from './icon.tsx';
import type { FlowNode } from './model/flow-nodes.ts';
import { ProblemSign, useNodeFrame } from './node-frame.tsx';
import { Exits } from './ports.tsx';
import { TrialSign } from './trial-sign.tsx';

/** A way to start the service. */
export const TriggerNode = memo(function TriggerNode({ id, data, selected }: NodeProps<FlowNode>) {
  const frame = useNodeFrame(id, selected);
  const { view } = data;
  if (view.is !== 'trigger') return null;
  return (
    <div
      data-chosen={selected}
      title={view.title}
      className={`group/step relative flex h-full w-full items-center gap-2 rounded-full border-2 bg-surface px-4 text-ink ${frame}`}
    >
      <span className="text-good">
        <KindIcon name={view.icon} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">{view.title}</span>
        <span className="block truncate text-xs text-muted">{view.subtitle}</span>
      </span>
      <TrialSign id={id} />
      <ProblemSign id={id} />
      <Exits id={id} name={view.title} ports={view.ports} />
    </div>
  );
});

/** Words for those who read the drawing; they mean nothing to the service. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<FlowNode>) {
  const { t } = useTranslation();
  const { view } = data;
  if (view.is !== 'note') return null;
  return (
    <div
      className={`h-full w-full overflow-hidden rounded-md border-l-4 border-warn bg-raised p-3 text-sm whitespace-pre-wrap text-ink ${selected ? 'ring-2 ring-focus' : ''}`}
    >
      {view.text === '' ? <span className="text-muted">{t('canvas.empty_note')}</span> : view.text}
    </div>
  );
});
