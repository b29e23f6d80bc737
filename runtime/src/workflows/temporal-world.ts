import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  scheduleActivity,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { activityOptions } from './activity-options.ts';
import type { HostWorld } from './host-world.ts';
import { observeFailure } from './observe-failure.ts';
import { planReference } from './plan-reference.ts';
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
    const reference = (hash: string) => planReference(hash) as unknown as ResolvedPlan<Plan>;
    return continueAsNew<typeof serviceRun>(reference(args.plan), packStart(args), ...found.map(reference));
  },
});
