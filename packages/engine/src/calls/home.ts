import type { Plan, PlanService } from '@omniroute/plan';
import type { Called, Frame, State } from '../state.ts';

/** The frame of the service that a frame belongs to: the run's own, or that of a called one. */
export function homeOf(state: State, frame: Frame): Frame {
  let at = frame;
  while (at.parent !== null) at = state.frames[at.parent] as Frame;
  return at;
}

/** What a plan says of the service in a region: a part of it, or the service of the run itself. */
export function serviceIn(plan: Plan, region: number): Omit<PlanService, 'linked' | 'hash'> {
  const part = plan.services?.find((each) => each.region === region);
  if (part !== undefined) return part;
  const { input, output, error_policy, deadline_ms, subscriptions } = plan;
  // A service that calls itself is called by its manual start, whatever started this run.
  return {
    service: '',
    version: 0,
    region,
    trigger: 'manual',
    input,
    output,
    error_policy,
    deadline_ms,
    subscriptions,
  };
}

/** How often a node of a service stands in the calls around a frame. */
export function depthOf(state: State, frame: Frame, service: string, node: string): { own: number; all: number } {
  let [own, all] = [0, 0];
  for (let at: Called | undefined = homeOf(state, frame).called; at !== undefined; ) {
    all += 1;
    if (at.by.service === service && at.by.node === node) own += 1;
    const outer = state.frames[at.from];
    at = outer === undefined ? undefined : homeOf(state, outer).called;
  }
  return { own, all };
}
