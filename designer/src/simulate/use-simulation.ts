import { useSimulation } from '../editor/context.tsx';
import type { Mark } from './marks.ts';

/** How a step is drawn while the service is tried. */
export interface StepTrial {
  /** `null`: not reached in the turn that is shown. */
  readonly mark: Mark | null;
  readonly hasBreakpoint: boolean;
  /** Whether scenarios reached it, where that is painted. */
  readonly covered: boolean | null;
}

/** How one step stands in the trial; the component is drawn again only when that changes. `null`: nothing is tried. */
export function useSimulationOf(id: string): StepTrial | null {
  const isOn = useSimulation(({ status }) => status !== 'off');
  const status = useSimulation(({ marks }) => marks.steps.get(id)?.status);
  const visits = useSimulation(({ marks }) => marks.steps.get(id)?.visits ?? 0);
  const key = useSimulation(({ marks }) => marks.steps.get(id)?.key ?? '');
  const hasBreakpoint = useSimulation(({ breakpoints }) => breakpoints.has(id));
  const covered = useSimulation(({ coverage }) => (coverage === null ? null : coverage.steps.has(id)));
  if (!isOn) return null;
  return { mark: status === undefined ? null : { status, visits, key }, hasBreakpoint, covered };
}

/** Whether a connection was taken, in the turn that is shown or by any scenario; `null`: nothing is tried. */
export function useIsTaken(id: string): boolean | null {
  return useSimulation(({ status, marks, coverage }) => {
    if (coverage !== null) return coverage.edges.has(id);
    return status === 'off' ? null : marks.edges.has(id);
  });
}
