import { mayHaveReached, nextAttempt } from '@omniroute/engine';
import type { RunError } from '@omniroute/errors';
import type { Activity } from '@omniroute/kind-sdk/activity';
import { fillCallbacks, idempotencyKey, type Plan, type PlanNode, type PlanOptions, parseKey } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure, defaultPayloadConverter } from '@temporalio/common';
import { serviceReference, type TenantCodec, untilAvailable, withCut } from '../codec/index.ts';
import { type ActivityArgs, type FailureDetails, parseWorkflowId } from '../workflows/protocol.ts';
import { type PackedActivity, unpackActivity } from '../workflows/wire.ts';
import { type AttemptRecord, readRecord } from './attempts.ts';
import { chargedAfter } from './charge.ts';
import { classify } from './classify.ts';
import { judgeOutput } from './judge-output.ts';
import { byReference, withLargeValues } from './large-values.ts';
import type { ActivityPorts, WorkFor } from './ports.ts';
import { isRawPayload, type RawPayload, rawPayload } from './raw-payload.ts';

/** Heartbeats tell a lost worker (H12); the server throttles what is too often. */
const HEARTBEAT_EVERY_MS = 3_000;
/** One that comes late must not look like a worker that is gone. */
const HEARTBEATS_IN_TIME = 3;

/** A registered Temporal activity: one raw payload in, one out. */
export type WrappedActivity = (raw: RawPayload) => Promise<RawPayload>;

/** What the wrapper knows of the attempt under way. */
interface Attempt {
  readonly work: WorkFor;
  readonly key: string;
  readonly args: ActivityArgs;
  readonly plan: Plan;
  readonly node: PlanNode;
  readonly options: PlanOptions;
  readonly record: AttemptRecord;
  /** What the effect is given, where it had to be at hand before the attempt. */
  readonly input: Json;
}

/**
 * Wraps an activity: decode, limit, run, validate, project, encode. Infrastructure faults repeat without charge; the
 * business retry policy is decided here, because only here are patterns and `Retry-After` known (H9).
 */
export function wrapActivity(activity: Activity, deps: { codec: TenantCodec; ports: ActivityPorts }): WrappedActivity {
  return async (raw) => {
    const context = Context.current();
    const within = (context.info.heartbeatTimeoutMs ?? Number.POSITIVE_INFINITY) / HEARTBEATS_IN_TIME;
    const every = Math.max(1, Math.min(HEARTBEAT_EVERY_MS, within));
    const beat = setInterval(() => context.heartbeat(context.info.heartbeatDetails), every);
    try {
      const attempt = await prepare(raw, deps);
      return await perform(activity, attempt, deps);
    } finally {
      clearInterval(beat);
    }
  };
}

async function prepare(
  raw: RawPayload,
  { codec, ports }: { codec: TenantCodec; ports: ActivityPorts },
): Promise<Attempt> {
  const { info, cancellationSignal } = Context.current();
  const ids = parseWorkflowId(info.workflowExecution?.workflowId ?? '');
  if (ids === null) throw ApplicationFailure.nonRetryable('Not one of our workflows.', 'poison');
  const { tenant, run } = ids;
  const read = async (payload: RawPayload): Promise<Json> =>
    defaultPayloadConverter.fromPayload<Json>(await codec.decodeFor(tenant, payload.payload));
  return untilAvailable(
    async () => {
      const args = unpackActivity((await read(raw)) as unknown as PackedActivity);
      const plan = await ports.plan(tenant, args.p);
      const node = plan.nodes[args.n];
      const options = plan.options[args.o];
      if (node === undefined || options === undefined)
        throw ApplicationFailure.nonRetryable('The plan has no such node.', 'poison');
      const before = isRawPayload(info.heartbeatDetails) ? await read(info.heartbeatDetails) : undefined;
      const work = { tenant, run, service: args.s, version: args.v };
      const attempt = { work, key: info.activityId, args, plan, node, options };
      // An effect that may not be repeated has one attempt at the server: what it needs is waited for before it.
      const input = options.idempotency === 'none' ? await inputOf(attempt, ports) : null;
      return { ...attempt, input, record: readRecord(before, ports.now()) };
    },
    { isUnavailable: ports.isUnavailable, signal: cancellationSignal },
  );
}

async function perform(
  activity: Activity,
  attempt: Attempt,
  deps: { codec: TenantCodec; ports: ActivityPorts },
): Promise<RawPayload> {
  const { codec, ports } = deps;
  const context = Context.current();
  const limit = AbortSignal.timeout(attempt.options.start_to_close_ms);
  const signal = AbortSignal.any([limit, context.cancellationSignal]);
  const encode = async (value: Json): Promise<RawPayload> =>
    rawPayload(await codec.encodeFor(attempt.work.tenant, defaultPayloadConverter.toPayload(value)));
  try {
    const input = attempt.input ?? (await inputOf(attempt, ports));
    const output = await Promise.race([activity(input, contextOf(attempt, signal, ports)), aborted(signal)]);
    const { kept, cut, large } = judgeOutput(attempt.plan, attempt.node, output);
    if (cut > 0) ports.outputs.keep(attempt.work, attempt.key, output);
    // Which service was found is for everybody who reads the history; its plan comes in by the codec.
    if (attempt.node.op === 'call' && parseKey(attempt.key).word === 'find') return rawPayload(serviceReference(kept));
    const encoded = await untilAvailable(
      async () => encode(await byReference(ports.values, attempt.work, kept, large)),
      {
        isUnavailable: ports.isUnavailable,
        signal: context.cancellationSignal,
      },
    );
    return cut === 0 ? encoded : rawPayload(withCut(encoded.payload, cut));
  } catch (thrown) {
    const outcome = classify(thrown, {
      timedOut: limit.aborted && !context.cancellationSignal.aborted,
      cancelled: context.cancellationSignal.aborted,
      limitMs: attempt.options.start_to_close_ms,
      isUnavailable: ports.isUnavailable,
    });
    if (outcome.kind === 'cancelled') throw new CancelledFailure('cancelled');
    if (outcome.kind === 'unavailable') {
      ports.log.warn('infrastructure unavailable, attempt not charged', { key: attempt.key, reason: outcome.message });
      throw ApplicationFailure.retryable(outcome.code, 'infrastructure');
    }
    const scale = attempt.args.t ?? 1;
    const elapsedMs = ports.now() - attempt.record.first;
    const repeatable = attempt.options.retry.length > 0;
    const charged = chargedAfter(attempt.record, { held: outcome.held, repeatable, elapsedMs });
    const decision = nextAttempt({
      retry: attempt.options.retry,
      code: outcome.error.code,
      attempt: charged,
      elapsedMs: elapsedMs * scale,
      totalMs: attempt.options.total_ms,
      // The other side counts in real time, also in a test run.
      retryAfterMs: outcome.retryAfterMs === null ? null : outcome.retryAfterMs * scale,
      jitter: ports.random(),
    });
    const details = await untilAvailable(() => encode(detailsOf(outcome.error, charged, attempt.record.reached)), {
      isUnavailable: ports.isUnavailable,
      signal: context.cancellationSignal,
    });
    const reached = attempt.record.reached || mayHaveReached(outcome.error.code);
    if (decision.retry) context.heartbeat(await encode({ charged, first: attempt.record.first, reached }));
    throw failure(outcome.error.code, details, decision.retry ? decision.delayMs / scale : null);
  }
}

/** Only on the way out: addresses of callbacks are secrets and large values stand elsewhere, and history holds neither. */
async function inputOf(
  { args, work, node }: Pick<Attempt, 'args' | 'work' | 'node'>,
  ports: ActivityPorts,
): Promise<Json> {
  const input = fillCallbacks(args.i, (key) => ports.callbackUrl(work, key));
  return withLargeValues(ports.values, work, node, input);
}

function contextOf(attempt: Attempt, signal: AbortSignal, ports: ActivityPorts) {
  const { work, key } = attempt;
  return {
    ...work,
    node: parseKey(key).node,
    key,
    idempotencyKey: idempotencyKey(work, key),
    attempt: attempt.record.charged + 1,
    signal,
    now: ports.now,
    http: (call: Parameters<Parameters<Activity>[1]['http']>[0]) =>
      ports.http({ ...call, work, connection: attempt.args.c, timeoutMs: attempt.options.start_to_close_ms, signal }),
    tasks: ports.inbox(work),
    messages: ports.outbox(work),
    services: ports.services({
      ...work,
      key,
      idempotencyKey: idempotencyKey(work, key),
      timeScale: attempt.args.t ?? 1,
    }),
    log: ports.log,
  };
}

function detailsOf(error: RunError, attempts: number, reached: boolean): Json {
  const details: FailureDetails = {
    code: error.code,
    message: error.message,
    attempts,
    ...(error.details === undefined ? {} : { details: error.details as Json }),
    ...(reached ? { reached } : {}),
  };
  return details as unknown as Json;
}

/** Message and type carry the code only: what an error says may quote a tenant's data, and travels encrypted in the details. */
function failure(code: string, details: RawPayload, retryAfterMs: number | null): ApplicationFailure {
  const made = ApplicationFailure.create({
    message: code,
    type: code,
    nonRetryable: retryAfterMs === null,
    details: [details],
    ...(retryAfterMs === null ? {} : { nextRetryDelay: Math.max(1, Math.round(retryAfterMs)) }),
  });
  made.stack = '';
  return made;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
