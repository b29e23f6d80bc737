import type { NodeProps } from '@xyflow/react';
import { ChevronDown, Maximize2 } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useEditor, useView } from '../editor/context.tsx';
import { KindIcon } from './icon.tsx';
import type { FlowNode } from './model/flow-nodes.ts';
import { ProblemSign, useNodeFrame } from './node-frame.tsx';
import { Entry, Exits, UndoHandle } from './ports.tsx';
import { TrialSign } from './trial-sign.tsx';

const BUTTON = 'nodrag grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink';

/** A container around the steps in it. Its frame lets clicks through to what is in it. */
export const ContainerNode = memo(function ContainerNode({ id, data, selected }: NodeProps<FlowNode>) {
  const { t } = useTranslation();
  const { ui } = useEditor();
  const run = useCommand();
  const frame = useNodeFrame(id, selected);
  const isEmpty = useView((view) => ![...view.nodes.values()].some(({ parent }) => parent === id));
  const { view } = data;
  if (view.is !== 'container') return null;
  return (
    <div
      data-chosen={selected}
      className={`group/step relative flex h-full w-full flex-col rounded-xl border-2 bg-raised/50 text-ink ${frame} ${view.isDisabled ? 'border-dashed opacity-60' : ''}`}
    >
      <Entry id={id} />
      {view.undo !== null && <UndoHandle side={view.undo} />}
      <header className="flex items-center gap-2 px-3 py-2">
        <span className="text-wait">
          <KindIcon name={view.icon} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{view.title}</span>
          <span className="block truncate text-xs text-muted">{view.subtitle}</span>
        </span>
        <TrialSign id={id} />
        <ProblemSign id={id} />
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('command.enter')}
          onClick={() => {
            ui.setState({ selected: new Set([id]), focus: id });
            run('enter');
          }}
          className={BUTTON}
        >
          <Maximize2 aria-hidden size={14} />
        </button>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('canvas.collapse', { name: view.title })}
          onClick={() => ui.setState(({ collapsed }) => ({ collapsed: new Set([...collapsed, id]) }))}
          className={BUTTON}
        >
          <ChevronDown aria-hidden size={16} />
        </button>
      </header>
      {isEmpty && (
        <button
          type="button"
          tabIndex={-1}
          onClick={() => ui.setState({ overlay: { is: 'add', place: { parent: id } } })}
          className="nodrag mx-4 mb-4 flex-1 rounded-lg border border-dashed border-line px-2 text-sm text-muted hover:border-accent hover:text-ink"
        >
          {t('canvas.empty_container')}
        </button>
      )}
      <Exits id={id} name={view.title} ports={view.ports} />
    </div>
  );
});
