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

/** Temporal, as the host needs it: every activity and every timer has a scope of its own (H10). */
export const temporalWorld: HostWorld = {
  now: () => Date.now(),
  history: () => workflowInfo(),
  condition: (holds) => condition(holds),
  handlersFinished: () => condition(allHandlersFinished),
  perform({ activity, input, options, key, summary, tenant }) {
    const scope = new CancellationScope({ cancellable: true });
    const ended = scope
      .run(() =>
        scheduleActivity<Json>(activity, [packActivity(input)], activityOptions(options, { key, summary, tenant })),
      )
      .then(successResult, (error: unknown) => failureResult(observeFailure(error)));
    return { ended, cancel: () => scope.cancel() };
  },
  timer(ms) {
    const scope = new CancellationScope({ cancellable: true });
    const ended = scope
      .run(() => sleep(ms))
      .then(
        () => 'fired' as const,
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
          return 'cancelled' as const;
        },
      );
    return { ended, cancel: () => scope.cancel() };
  },
  upsert(attributes) {
    upsertSearchAttributes(Object.entries(attributes).map(([name, value]) => searchAttribute(name, value)));
  },
  continueAsNew(args, found) {
    const reference = (hash: string) => planReference(hash) as unknown as ResolvedPlan<Plan>;
    return continueAsNew<typeof serviceRun>(reference(args.plan), packStart(args), ...found.map(reference));
  },
};
