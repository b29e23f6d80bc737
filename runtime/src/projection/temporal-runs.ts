import type { Json } from '@omniroute/primitives';
import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  CancelledFailure,
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
  TerminatedFailure,
} from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { planReference } from '../workflows/plan-reference.ts';
import {
  ANSWER_UPDATE,
  type AnswerRequest,
  CHILD_SIGNAL,
  type ChildSignal,
  MESSAGE_SIGNAL,
  type MessageSignal,
  OPERATE_UPDATE,
  type OperateRequest,
  type RunOutcome,
  SERVICE_RUN,
  type StartArgs,
  workflowId,
} from '../workflows/protocol.ts';
import { packStart } from '../workflows/wire.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** An activity that is running or backs off: it leaves no event, only the server knows (H1). */
export interface PendingActivity {
  readonly key: string;
  readonly attempt: number;
  readonly lastFailureType: string | null;
  /** Says no more than codes: what an error tells travels encrypted. */
  readonly lastFailureMessage: string | null;
  readonly nextAttemptAt: number | null;
}

/** How a run ended; `code` is that of the error that ended it. */
export interface RunResult {
  readonly status: string;
  readonly output: Json;
  readonly code: string | null;
}

/** How runs are reached on the server. Every call names tenant and run; nothing else is ever addressed. */
export interface TemporalRuns {
  /** Starts a run that is found by keyed hashes; a run that was started before is left as it is. */
  start(args: StartArgs, businessKeys?: readonly string[]): Promise<void>;
  deliver(tenant: string, run: string, message: MessageSignal): Promise<'delivered' | 'closed'>;
  /** Answers a task; a refusal throws the SDK's update error. `update` makes it happen once. */
  answer(tenant: string, run: string, update: string, request: AnswerRequest): Promise<{ outcome: string }>;
  /** Acts on a run; a refusal throws the SDK's update error, and so does the end of the wait. `update` makes it happen once. */
  operate(
    tenant: string,
    run: string,
    update: string,
    request: OperateRequest,
    signal: AbortSignal,
    part?: string,
  ): Promise<{ outcome: string } | 'closed'>;
  /** Kills a run where it stands: nothing is undone. */
  terminate(tenant: string, run: string, by: string, reason: string): Promise<'done' | 'closed'>;
  cancel(tenant: string, run: string, reason: string): Promise<'asked' | 'closed'>;
  /** Histories of the chain of continue-as-new, oldest first; `null` if the server does not know the run. */
  histories(tenant: string, run: string, part?: string): Promise<HistoryEvent[][] | null>;
  /** Of a run, or of a workflow that does a part of it: none where that is gone. */
  pending(tenant: string, run: string, part?: string | null): Promise<PendingActivity[]>;
  /** How a run ended, once it has; `null` if it has not by the time the signal comes, or the server cannot tell. */
  result(tenant: string, run: string, signal: AbortSignal): Promise<RunResult | null>;
  /** Resolves when the newest history has grown beyond `events`, or the wait is over. */
  grown(tenant: string, run: string, signal: AbortSignal, part?: string): Promise<void>;
  /** Open runs that are paused, or wait for a person to decide about an undo. */
  held(): AsyncIterable<{ workflowId: string; status: 'paused' | 'incident' }>;
  /** Workflows closed since an instant; `ended` says that one came to its own end. */
  closedSince(since: Date): AsyncIterable<{ workflowId: string; closedAt: Date; ended: boolean }>;
  /** Tells a run that a workflow that did a part of it was ended from outside. One that knows already takes no notice. */
  lost(tenant: string, run: string, part: string): Promise<void>;
}

const RUN_STATUS = defineSearchAttributeKey('RunStatus', SearchAttributeType.KEYWORD);

export function createTemporalRuns(client: Client, namespace: string): TemporalRuns {
  const handle = (tenant: string, run: string, part: string | null = null) =>
    client.workflow.getHandle(workflowId(tenant, run, part));

  async function history(id: string, runId?: string): Promise<HistoryEvent[]> {
    const events: HistoryEvent[] = [];
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await client.workflowService.getWorkflowExecutionHistory({
        namespace,
        execution: { workflowId: id, ...(runId === undefined ? {} : { runId }) },
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      });
      events.push(...(page.history?.events ?? []));
      nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
    } while (nextPageToken !== undefined);
    return events;
  }

  /** The chain of continue-as-new of a workflow, oldest first; `null` if the server does not know it. */
  async function histories(id: string): Promise<HistoryEvent[][] | null> {
    try {
      const latest = await history(id);
      const started = latest[0]?.workflowExecutionStartedEventAttributes;
      if (!started?.continuedExecutionRunId) return [latest];
      const chain: HistoryEvent[][] = [];
      let next: string | undefined = started.firstExecutionRunId ?? undefined;
      while (next !== undefined && next !== '') {
        const part: HistoryEvent[] = await history(id, next);
        chain.push(part);
        next = part.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
      }
      return chain;
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  /** Workflows that did parts of a run outlive it: what they do is nobody's any more. */
  async function terminateParts(id: string, identity: string, reason: string): Promise<void> {
    for (const event of (await histories(id))?.flat() ?? []) {
      const part = event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId;
      if (part == null) continue;
      const workflowExecution = { workflowId: part };
      await client.workflowService
        .terminateWorkflowExecution({ namespace, workflowExecution, identity, reason })
        .catch((error: unknown) => {
          if (!isGone(error)) throw error;
        });
    }
  }

  return {
    async start(args, businessKeys = []) {
      const { tenant, run, service, version } = args.facts;
      try {
        await client.workflow.start(SERVICE_RUN, {
          workflowId: workflowId(tenant, run),
          taskQueue: 'omniroute-core',
          args: [planReference(args.plan), packStart(args)],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          typedSearchAttributes: keywords({
            TenantId: tenant,
            ServiceId: service,
            ServiceVersion: String(version),
            RunStatus: 'running',
            ...Object.fromEntries(businessKeys.map((hash, index) => [`BusinessKey${index + 1}`, hash])),
          }),
          priority: { fairnessKey: tenant.slice(0, 64) },
          staticSummary: service,
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
    async deliver(tenant, run, message) {
      try {
        await handle(tenant, run).signal(MESSAGE_SIGNAL, message);
        return 'delivered';
      } catch (error) {
        if (isGone(error)) return 'closed';
        throw error;
      }
    },
    answer: (tenant, run, update, request) =>
      handle(tenant, run).executeUpdate<{ outcome: string }, [AnswerRequest]>(ANSWER_UPDATE, {
        args: [request],
        updateId: update,
      }),
    async operate(tenant, run, update, request, signal, part) {
      try {
        return await client.withAbortSignal(signal, () =>
          handle(tenant, run, part).executeUpdate<{ outcome: string }, [OperateRequest]>(OPERATE_UPDATE, {
            args: [request],
            updateId: update,
          }),
        );
      } catch (error) {
        if (isGone(error)) return 'closed';
        throw error;
      }
    },
    async terminate(tenant, run, by, reason) {
      try {
        await client.workflowService.terminateWorkflowExecution({
          namespace,
          workflowExecution: { workflowId: workflowId(tenant, run) },
          identity: by,
          reason,
        });
        await terminateParts(workflowId(tenant, run), by, reason);
        return 'done';
      } catch (error) {
        if (isGone(error)) return 'closed';
        throw error;
      }
    },
    async cancel(tenant, run, reason) {
      try {
        await client.workflowService.requestCancelWorkflowExecution({
          namespace,
          workflowExecution: { workflowId: workflowId(tenant, run) },
          identity: 'omniroute',
          requestId: run,
          reason,
        });
        return 'asked';
      } catch (error) {
        if (isGone(error)) return 'closed';
        throw error;
      }
    },
    async histories(tenant, run, part) {
      return histories(workflowId(tenant, run, part));
    },
    async pending(tenant, run, part = null) {
      const description = await handle(tenant, run, part)
        .describe()
        .catch((error: unknown) => {
          if (part === null || !isGone(error)) throw error;
        });
      return (description?.raw.pendingActivities ?? []).map((activity) => ({
        key: activity.activityId ?? '',
        attempt: activity.attempt ?? 1,
        lastFailureType:
          activity.lastFailure?.applicationFailureInfo?.type ?? (activity.lastFailure == null ? null : 'timeout.lost'),
        lastFailureMessage: activity.lastFailure?.message || null,
        nextAttemptAt:
          activity.nextAttemptScheduleTime == null
            ? null
            : Number(activity.nextAttemptScheduleTime.seconds ?? 0) * 1000,
      }));
    },
    async result(tenant, run, signal) {
      try {
        const outcome = await client.withAbortSignal(signal, () => handle(tenant, run).result() as Promise<RunOutcome>);
        return { status: outcome.status, output: outcome.output, code: null };
      } catch (error) {
        if (error instanceof WorkflowFailedError) return failedResult(error.cause);
        if (isGrpcServiceError(error) || isGone(error)) return null;
        throw error;
      }
    },
    async grown(tenant, run, signal, part) {
      const id = workflowId(tenant, run, part);
      const latest = await client.workflowService.getWorkflowExecutionHistory({
        namespace,
        execution: { workflowId: id },
        maximumPageSize: 1000,
      });
      let token: Uint8Array | undefined = latest.nextPageToken?.length ? latest.nextPageToken : undefined;
      if (token === undefined) {
        // A first long-poll page returns what is there with the token to wait on.
        const first = await client.workflowService.getWorkflowExecutionHistory({
          namespace,
          execution: { workflowId: id },
          waitNewEvent: true,
          maximumPageSize: 1000,
        });
        token = first.nextPageToken?.length ? first.nextPageToken : undefined;
      }
      if (token === undefined || signal.aborted) return;
      const wait = client.workflowService.getWorkflowExecutionHistory({
        namespace,
        execution: { workflowId: id },
        waitNewEvent: true,
        nextPageToken: token,
        maximumPageSize: 1000,
      });
      await Promise.race([
        wait,
        new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
      ]);
    },
    async *held() {
      const query = `ExecutionStatus = "Running" AND RunStatus IN ("paused", "incident")`;
      for await (const item of client.workflow.list({ query })) {
        const status = item.typedSearchAttributes.get(RUN_STATUS);
        if (status === 'paused' || status === 'incident') yield { workflowId: item.workflowId, status };
      }
    },
    async lost(tenant, run, part) {
      try {
        await handle(tenant, run).signal(CHILD_SIGNAL, { key: part, report: null } satisfies ChildSignal);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
    async *closedSince(since) {
      const list = client.workflow.list({ query: `CloseTime > "${since.toISOString()}"` });
      for await (const item of list)
        if (item.closeTime !== undefined) {
          const ended = !['TERMINATED', 'FAILED', 'CANCELLED', 'TIMED_OUT'].includes(item.status.name);
          yield { workflowId: item.workflowId, closedAt: item.closeTime, ended };
        }
    },
  };
}

function failedResult(cause: Error | undefined): RunResult {
  if (cause instanceof CancelledFailure) return { status: 'cancelled', output: null, code: 'cancelled' };
  if (cause instanceof TerminatedFailure) return { status: 'terminated', output: null, code: 'cancelled' };
  const [details] = cause instanceof ApplicationFailure ? (cause.details ?? []) : [];
  const { status, error } = (details ?? {}) as { status?: string; error?: { code?: string } };
  return { status: status ?? 'failed', output: null, code: error?.code ?? null };
}

function keywords(attributes: Record<string, string>): SearchAttributePair[] {
  return Object.entries(attributes).map(([name, value]) => ({
    key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
    value,
  }));
}

/** NOT_FOUND covers both "never known" and "closed already". */
function isGone(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && error.code === 5);
}
