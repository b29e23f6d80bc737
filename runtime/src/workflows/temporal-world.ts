import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  scheduleActivity,
  sleep,
  startChild,
  TemporalFailure,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { activityOptions } from './activity-options.ts';
import type { HostWorld } from './host-world.ts';
import { observeFailure } from './observe-failure.ts';
import { planReference } from './plan-reference.ts';
import { parseWorkflowId, SERVICE_RUN, workflowId } from './protocol.ts';
import { failureResult, successResult } from './results.ts';
import { searchAttribute } from './search-attributes.ts';
import type { serviceRun } from './service-run.ts';
import { packActivity, packStart, type ResolvedPlan } from './wire.ts';

/**
 * Temporal, as the host needs it: every activity and every timer has a scope of its own within one that a cancel request does
 * not reach (H10). That one is named: conditions are looked at outside of any.
 */
export const temporalWorld = (parent: CancellationScope): HostWorld => ({
  now: () => Date.now(),
  history: () => workflowInfo(),
  condition: (holds) => condition(holds),
  handlersFinished: () => condition(allHandlersFinished),
  perform({ activity, input, options, key, summary, tenant }, ended) {
    const scope = new CancellationScope({ cancellable: true, parent });
    scope
      .run(() =>
        scheduleActivity<Json>(activity, [packActivity(input)], activityOptions(options, { key, summary, tenant })),
      )
      .then(
        (output) => ended(successResult(output)),
        (error: unknown) => ended(failureResult(observeFailure(error))),
      );
    return scope;
  },
  startChild(part, args, found, summary, begun) {
    const { tenant, run } = args.facts;
    // It outlives this history: the server would end others with it (H6). What came of it comes by signal.
    const start = () =>
      startChild<typeof serviceRun>(SERVICE_RUN, {
        workflowId: workflowId(tenant, run, part),
        args: [reference(args.plan), packStart(args), ...found.map(reference)],
        parentClosePolicy: 'ABANDON',
        cancellationType: 'ABANDON',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        priority: { fairnessKey: tenant.slice(0, 64) },
        staticSummary: summary,
      });
    parent.run(start).then(begun, begun);
  },
  async tell(part, signal, value) {
    const ids = parseWorkflowId(workflowInfo().workflowId);
    if (ids === null) return;
    const other = getExternalWorkflowHandle(workflowId(ids.tenant, ids.run, part));
    try {
      await parent.run(() => other.signal(signal, value));
    } catch (error) {
      // It has ended meanwhile: nobody is left who needs to know.
      if (!(error instanceof TemporalFailure)) throw error;
    }
  },
  timer(ms, ended) {
    const scope = new CancellationScope({ cancellable: true, parent });
    scope
      .run(() => sleep(ms))
      .then(
        () => ended('fired'),
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
          ended('cancelled');
        },
      );
    return scope;
  },
  upsert(attributes) {
    upsertSearchAttributes(Object.entries(attributes).map(([name, value]) => searchAttribute(name, value)));
  },
  continueAsNew(args, found) {
    return continueAsNew<typeof serviceRun>(reference(args.plan), packStart(args), ...found.map(reference));
  },
});

/** A plan as an argument: by its hash. */
function reference(hash: string): ResolvedPlan<Plan> {
  return planReference(hash) as unknown as ResolvedPlan<Plan>;
}
