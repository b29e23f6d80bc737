import type { Event } from '@omniroute/engine';
import { type Callee, linkAtRun, type Plan, parseKey } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { ResolvedPlan } from './wire.ts';

/** A called service that a run has found, as it is carried over continue-as-new; its plan travels beside. */
export type FoundService = Omit<Callee, 'plan'>;

/** The plan of a run with the services that were found in histories before this one. */
export function withFound(plan: Plan, found: readonly FoundService[], plans: readonly ResolvedPlan<Plan>[]): Plan {
  return found.reduce(
    (linked, each, index) => linkAtRun(linked, { ...each, plan: (plans[index] as ResolvedPlan<Plan>).plan }),
    plan,
  );
}

/** The services found so far, in the order in which they became parts of the plan. */
export function foundIn(plan: Plan): readonly FoundService[] {
  return (plan.services ?? []).flatMap(({ service, version, hash, linked }) =>
    linked === null ? [] : [{ service, version, hash }],
  );
}

/**
 * Takes the plans of services that were found out of an activation's events, which are in their order: what the engine
 * hears is which service it is, and from now on its plan is a part of the run's. The same for the host and the fold.
 */
export function takeFound(plan: Plan, events: readonly Event[]): { readonly plan: Plan; readonly events: Event[] } {
  let linked = plan;
  const taken = events.map((event): Event => {
    const found = foundBy(event);
    if (found === null || event.kind !== 'activity') return event;
    const { plan: own, ...rest } = found;
    if (!linked.services?.some((part) => part.linked !== null && part.hash === rest.hash))
      linked = linkAtRun(linked, found);
    return { ...event, result: { ok: true, output: { ...rest } } };
  });
  return { plan: linked, events: taken };
}

function foundBy(event: Event): Callee | null {
  if (event.kind !== 'activity' || !event.result.ok || parseKey(event.key).word !== 'find') return null;
  const output = event.result.output as unknown as Partial<Callee> | null;
  return output?.plan === undefined ? null : (output as Callee & { readonly plan: Plan & Json });
}
