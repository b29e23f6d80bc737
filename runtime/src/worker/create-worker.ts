import { fileURLToPath } from 'node:url';
import { QUEUES, type Queue } from '@omniroute/plan';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { WrappedActivity } from '../activities/wrapper.ts';
import { dataConverter, patientCodec, type TenantCodec } from '../codec/index.ts';

/** Slots per queue: how many activities of a queue run at once in this process. */
const SLOTS: Readonly<Record<Queue, number>> = {
  'omniroute-core': 100,
  'omniroute-integration': 100,
  'omniroute-ai': 20,
  'omniroute-batch': 20,
};
/** A run forgotten by its sticky worker is picked up by another after this (H12). */
const STICKY_MS = 3_000;
const GRACE_MS = 30_000;

const rawConverterPath = fileURLToPath(new URL('../activities/raw-converter.ts', import.meta.url));

/** The workers of one process: one for workflow tasks, one for the activities of each queue. */
export interface Workers {
  /** What each of them does, and whether it carries the workflow bundle. */
  readonly parts: readonly {
    readonly queue: string;
    readonly does: 'workflows' | 'activities';
    readonly bundle: boolean;
  }[];
  /** Resolves when all are shut down; rejects when one fails. */
  run(): Promise<void>;
  /** Stops taking work, lets what runs end within the grace. */
  shutdown(): void;
}

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly bundle: { code: string };
  readonly codec: TenantCodec;
  readonly activities: Record<string, WrappedActivity>;
  /** Whether an error says that keys or plans cannot be had at the moment: then work waits. */
  isUnavailable(error: unknown): boolean;
  /** For tests: no sticky cache, so that every workflow task replays from the start. */
  readonly maxCachedWorkflows?: number;
}

/**
 * Makes the workers. Activity workers carry no workflow bundle, and take payloads raw: their wrapper decodes and encodes
 * with its own retry, so that a codec fault never costs a business attempt (H4).
 */
export async function createWorkers(options: WorkersOptions): Promise<Workers> {
  const shared = {
    connection: options.connection,
    namespace: options.namespace,
    shutdownGraceTime: GRACE_MS,
  } satisfies Partial<WorkerOptions>;
  const workflows = await Worker.create({
    ...shared,
    taskQueue: 'omniroute-core',
    workflowBundle: options.bundle,
    dataConverter: dataConverter(patientCodec(options.codec, options.isUnavailable)),
    stickyQueueScheduleToStartTimeout: STICKY_MS,
    ...(options.maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows: options.maxCachedWorkflows }),
  });
  const activityWorkers = await Promise.all(
    QUEUES.map((taskQueue) =>
      Worker.create({
        ...shared,
        taskQueue,
        activities: options.activities,
        dataConverter: { payloadConverterPath: rawConverterPath },
        maxConcurrentActivityTaskExecutions: SLOTS[taskQueue],
        // Records of charged attempts travel by heartbeat; they must not wait for the throttle.
        maxHeartbeatThrottleInterval: 2_000,
        defaultHeartbeatThrottleInterval: 2_000,
      }),
    ),
  );
  const workers = [workflows, ...activityWorkers];
  const shutdown = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const parts = workers.map((worker) => ({
    queue: worker.options.taskQueue,
    does: worker === workflows ? ('workflows' as const) : ('activities' as const),
    bundle: worker.options.workflowBundle !== undefined,
  }));
  return {
    parts,
    shutdown,
    async run() {
      const running = workers.map((worker) => worker.run());
      try {
        await Promise.all(running);
      } catch (error) {
        shutdown();
        await Promise.allSettled(running);
        throw error;
      }
    },
  };
}
