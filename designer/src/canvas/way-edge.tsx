import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, getStraightPath } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../commands/library/go.ts';
import { useEditor, useProblems, useUi } from '../editor/context.tsx';
import { gravest } from '../problems/problems-state.ts';
import { useIsTaken } from '../simulate/use-simulation.ts';
import { isOnPath } from './model/counter-example.ts';
import type { FlowEdge } from './model/flow-nodes.ts';

const TONES = { way: 'var(--muted)', error: 'var(--bad)', back: 'var(--wait)', undo: 'var(--wait)' } as const;
const DASHES = { way: undefined, error: undefined, back: '8 4', undo: '2 4' } as const;

/** Ends that lie nearly below each other are joined without a bend. */
const NEARLY = 16;

/** A connection, with its words and a button that inserts a step into it. */
export const WayEdge = memo(function WayEdge({ id, data, selected, ...ends }: EdgeProps<FlowEdge>) {
  const { t } = useTranslation();
  const editor = useEditor();
  const severity = useProblems(({ byEdge }) => gravest(byEdge.get(id) ?? []));
  const isShown = useUi(({ path }) => isOnPath(path, ends.source, ends.sourceHandleId ?? 'out', ends.target));
  const isTaken = useIsTaken(id);
  const isStraight = Math.abs(ends.sourceX - ends.targetX) < NEARLY && ends.targetY > ends.sourceY;
  const [path, x, y] = isStraight ? getStraightPath(ends) : getSmoothStepPath({ ...ends, borderRadius: 12 });
  const { tone = 'way', label = '', edge = null } = data ?? {};
  const stroke = isShown
    ? 'var(--warn)'
    : selected
      ? 'var(--focus)'
      : severity === 'error'
        ? 'var(--bad)'
        : isTaken === true
          ? 'var(--good)'
          : TONES[tone];
  const dash = DASHES[tone];
  const words = tone === 'undo' ? t('canvas.undone_by') : label;
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={18}
        {...(tone === 'undo' ? {} : { markerEnd: 'url(#way-arrow)' })}
        style={{
          stroke,
          strokeWidth: isShown || selected || isTaken === true ? 3 : 2,
          ...(isTaken === false ? { opacity: 0.5 } : {}),
          ...(dash === undefined ? {} : { strokeDasharray: dash }),
        }}
      />
      <EdgeLabelRenderer>
        <span
          className="nodrag nopan pointer-events-auto absolute flex items-center gap-1"
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          {words !== '' && (
            <span
              className={`pointer-events-none max-w-36 truncate rounded-sm bg-canvas px-1 text-xs ${tone === 'error' ? 'text-bad' : 'text-ink'}`}
            >
              {words}
            </span>
          )}
          {edge !== null && (
            <button
              type="button"
              tabIndex={-1}
              aria-label={t('canvas.insert', { from: nameOf(editor, edge.source), to: nameOf(editor, edge.target) })}
              onClick={() => editor.ui.setState({ overlay: { is: 'add', place: { edge: id } } })}
              className="grid size-6 cursor-pointer place-items-center rounded-full text-transparent hover:border hover:border-accent hover:bg-surface hover:text-accent"
            >
              <Plus aria-hidden size={14} />
            </button>
          )}
        </span>
      </EdgeLabelRenderer>
    </>
  );
});
