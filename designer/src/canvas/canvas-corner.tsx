import { Panel, useStore as useFlowStore, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus, Wand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommand, useUi, useView } from '../editor/context.tsx';
import { Minimap } from './minimap.tsx';
import type { Flow } from './model/create-flow.ts';

const BUTTON =
  'grid size-8 cursor-pointer place-items-center rounded-md text-ink outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus';

/** What is seen and how large: overview, zoom, fit, tidy, and the way out of a container. */
export function CanvasCorner({ flow }: { flow: Flow }) {
  const { t } = useTranslation();
  const run = useCommand();
  const { zoomTo } = useReactFlow();
  const percent = useFlowStore((state) => Math.round(state.transform[2] * 100));
  const entered = useUi((ui) => ui.entered);
  const around = useView((view) => (entered === null ? undefined : view.nodes.get(entered)));
  return (
    <>
      <Panel position="bottom-right" className="!m-3 flex flex-col items-end gap-2">
        <Minimap flow={flow} />
        <div className="flex items-center gap-1 rounded-lg border border-line bg-surface p-1 shadow-sm">
          <button
            type="button"
            className={BUTTON}
            aria-label={t('command.tidy')}
            title={t('command.tidy')}
            onClick={() => run('tidy')}
          >
            <Wand aria-hidden size={16} />
          </button>
          <button
            type="button"
            className={BUTTON}
            aria-label={t('command.fit')}
            title={t('command.fit')}
            onClick={() => run('fit')}
          >
            <Maximize aria-hidden size={16} />
          </button>
          <button
            type="button"
            className={BUTTON}
            aria-label={t('command.zoom_out')}
            title={t('command.zoom_out')}
            onClick={() => run('zoom_out')}
          >
            <Minus aria-hidden size={16} />
          </button>
          <button
            type="button"
            className={`${BUTTON} !w-14 text-xs tabular-nums`}
            aria-label={t('canvas.zoom', { percent })}
            title={t('command.full_size')}
            onClick={() => void zoomTo(1)}
          >
            {percent} %
          </button>
          <button
            type="button"
            className={BUTTON}
            aria-label={t('command.zoom_in')}
            title={t('command.zoom_in')}
            onClick={() => run('zoom_in')}
          >
            <Plus aria-hidden size={16} />
          </button>
        </div>
      </Panel>
      {entered !== null && (
        <Panel
          position="top-left"
          className="!m-3 rounded-lg border border-line bg-surface px-3 py-1.5 text-sm shadow-sm"
        >
          <button type="button" className="cursor-pointer underline underline-offset-2" onClick={() => run('leave')}>
            {t('canvas.outside')}
          </button>
          {' › '}
          <span className="font-medium">{t('canvas.inside', { name: around?.name ?? entered })}</span>
        </Panel>
      )}
    </>
  );
}
