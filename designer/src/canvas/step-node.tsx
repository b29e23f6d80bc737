import type { NodeProps } from '@xyflow/react';
import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context.tsx';
import { KindIcon } from './icon.tsx';
import type { FlowNode } from './model/flow-nodes.ts';
import { ProblemSign, useNodeFrame } from './node-frame.tsx';
import { Entry, Exits, UndoHandle } from './ports.tsx';
import { TrialSign } from './trial-sign.tsx';

const TINTS: Readonly<Record<string, string>> = {
  flow: 'text-wait',
  data: 'text-info',
  people: 'text-good',
  messages: 'text-info',
  commerce: 'text-warn',
  integration: 'text-accent',
  ai: 'text-wait',
};

/** A step of the drawing; a collapsed container too. Of a fixed size, so that nothing is measured. */
export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<FlowNode>) {
  const { t } = useTranslation();
  const { ui } = useEditor();
  const frame = useNodeFrame(id, selected);
  const { view } = data;
  if (view.is !== 'step' && view.is !== 'container') return null;
  return (
    <div
      data-chosen={selected}
      title={view.title}
      className={`group/step relative flex h-full w-full items-center gap-3 rounded-lg border-2 bg-surface px-3 text-ink ${frame} ${view.isDisabled ? 'border-dashed opacity-60' : ''}`}
    >
      {view.undo !== 'undoes' && <Entry id={id} />}
      {view.undo !== null && <UndoHandle side={view.undo} />}
      <span className={`grid size-9 shrink-0 place-items-center rounded-md bg-raised ${TINTS[view.category] ?? ''}`}>
        <KindIcon name={view.icon} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">{view.title}</span>
        <span className="block truncate text-xs text-muted">
          {view.isDisabled ? t('canvas.disabled') : view.subtitle}
        </span>
      </span>
      <TrialSign id={id} />
      <ProblemSign id={id} />
      {view.is === 'container' && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('canvas.expand', { name: view.title })}
          onClick={() =>
            ui.setState(({ collapsed }) => ({ collapsed: new Set([...collapsed].filter((each) => each !== id)) }))
          }
          className="nodrag grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-raised"
        >
          <ChevronRight aria-hidden size={16} />
        </button>
      )}
      <Exits id={id} name={view.title} ports={view.ports} />
    </div>
  );
});
