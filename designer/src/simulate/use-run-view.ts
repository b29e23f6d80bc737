import { type RunView, viewOf } from '@omniroute/plan';
import { useMemo } from 'react';
import { useSimulation } from '../editor/context.tsx';

/** The run as it stands at the place looked at. */
export function useRunView(): RunView {
  const events = useSimulation((state) => state.run?.report.events);
  const at = useSimulation((state) => state.at);
  return useMemo(() => viewOf(events?.slice(0, at) ?? []), [events, at]);
}
