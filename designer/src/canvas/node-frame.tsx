import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useProblems, useUi } from '../editor/context.tsx';
import { gravest } from '../problems/problems-state.ts';
import { useSimulationOf } from '../simulate/use-simulation.ts';
import { statusBorder } from './status.tsx';

/** How a box stands to what is being done: where a connection may end, and whether a counter-example leads through it. */
export function useNodeFrame(id: string, isSelected: boolean): string {
  const severity = useProblems(({ byNode }) => gravest(byNode.get(id) ?? []));
  const light = useUi(({ connecting }) => {
    if (connecting === null || connecting.source === id) return '';
    if (!connecting.targets.includes(id)) return 'opacity-40';
    return connecting.targets[connecting.at] === id
      ? 'outline-2 outline-dashed outline-focus'
      : 'outline-2 outline-good';
  });
  const trial = useSimulationOf(id);
  const isOnPath = useUi(({ path }) => path?.some(({ node }) => node === id) === true);
  const border = isSelected
    ? 'border-accent ring-2 ring-focus'
    : severity === 'error'
      ? 'border-bad'
      : severity === 'warning'
        ? 'border-warn'
        : trial?.covered === true || trial?.covered === false
          ? trial.covered
            ? 'border-good'
            : 'border-dashed border-bad'
          : statusBorder(trial?.mark?.status);
  return `${border} ${light} ${isOnPath ? 'outline-4 outline-warn' : ''}`;
}

/** How many problems a step has; said in words to those who do not see the sign. */
export function ProblemSign({ id }: { id: string }) {
  const { t } = useTranslation();
  const findings = useProblems(({ byNode }) => byNode.get(id));
  const severity = gravest(findings ?? []);
  if (findings === undefined || severity === null) return null;
  const Sign = severity === 'error' ? CircleAlert : TriangleAlert;
  const tone = severity === 'error' ? 'text-bad' : severity === 'warning' ? 'text-warn' : 'text-info';
  return (
    <span className={`shrink-0 ${tone}`} title={findings[0]?.message}>
      <Sign aria-hidden size={18} />
      <span className="sr-only">{t('canvas.problems', { count: findings.length })}</span>
    </span>
  );
}
