import { type WorkflowInterceptorsFactory, workflowInfo } from '@temporalio/workflow';

/** Test runs only: timers and pauses between attempts pass so many times faster, and one worker serves all queues. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      startTimer: (input, next) => next({ ...input, durationMs: scaled(input.durationMs) }),
      scheduleActivity(input, next) {
        const { retry } = input.options;
        const taskQueue = workflowInfo().taskQueue;
        if (retry?.initialInterval === undefined) return next({ ...input, options: { ...input.options, taskQueue } });
        const initialInterval = scaled(Number(retry.initialInterval));
        const maximumInterval = Math.max(
          initialInterval,
          scaled(Number(retry.maximumInterval ?? retry.initialInterval)),
        );
        const options = { ...input.options, taskQueue, retry: { ...retry, initialInterval, maximumInterval } };
        return next({ ...input, options });
      },
    },
  ],
});

function scaled(milliseconds: number): number {
  const scale = workflowInfo().memo?.time_scale;
  return Math.max(1, Math.ceil(milliseconds / (typeof scale === 'number' ? scale : 1)));
}
