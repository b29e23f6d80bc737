import type { ParentTells, PartReport, RunFacts, State } from '@omniroute/engine';
import type { Operation } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { FoundService } from './found-services.ts';

/** Names and shapes that client, worker, workflow and projection agree on. No Temporal import: every side may read it. */

/** The one workflow type. */
export const SERVICE_RUN = 'serviceRun';
/** Signal by which a run tells the workflows that do stretches of turns for it what became of it. */
export const PARENT_SIGNAL = 'parent';
/** Signal by which such a workflow tells its run what came of its turns. */
export const CHILD_SIGNAL = 'child';
/** Signal that hands a message to a run. */
export const MESSAGE_SIGNAL = 'message';
/** Update that answers a human task. */
export const ANSWER_UPDATE = 'answer';
/** Update by which a person acts on a run. */
export const OPERATE_UPDATE = 'operate';
/** Error type of a refused operation. */
export const OPERATION_REFUSED = 'operation.refused';
/** Query for the engine's state. */
export const STATE_QUERY = 'state';
/** Error type of a refused answer. */
export const ANSWER_REFUSED = 'task.refused';

/** The second argument of a run; the first is the plan, sent as a reference and resolved by the codec. */
export interface StartArgs {
  readonly plan: string;
  readonly facts: RunFacts;
  readonly input: Json;
  /** Engine time passes this many times faster than real time; 1 outside test runs. */
  readonly time_scale: number;
  /** Carried over continue-as-new; what a workflow begins with that does a part of a run. */
  readonly state?: State;
  /** Services found when they were called; their plans are further arguments, in this order. */
  readonly found?: readonly FoundService[];
  /** Which part of the run this workflow does; absent: it is the run. */
  readonly part?: string;
  /** How loops of very many turns are divided, where a test wants other numbers. */
  readonly division?: { readonly above: number; readonly size: number };
  /** Events of the runs before this one in the chain, so that a run view can page over them. */
  readonly chain?: number;
}

export interface MessageSignal {
  readonly id: string;
  readonly name: string;
  readonly correlation: string;
  readonly payload: Json;
  /** When the platform received it, in milliseconds; it may be handed over much later. */
  readonly received_at: number;
}

/** What a run tells a workflow that does a stretch of turns for it. */
export interface ParentSignal {
  readonly tell: ParentTells;
}

/** What came of a stretch of turns. */
export interface ChildSignal {
  readonly key: string;
  readonly report: PartReport | null;
}

export interface AnswerRequest {
  readonly key: string;
  readonly outcome: string;
  readonly data: Json;
  readonly by: string;
  readonly roles: readonly string[];
}

/** What a person wants done to a run. */
export interface OperateRequest {
  readonly operation: Operation;
  readonly by: string;
  readonly reason: string;
}

/** What a run returns or fails with. */
export interface RunOutcome {
  readonly status: 'completed' | 'failed' | 'compensated' | 'cancelled';
  readonly output: Json;
  readonly end_status: string | null;
}

/** The single argument of every activity. Its key is the activity id, tenant and run are the workflow id. */
export interface ActivityArgs {
  /** Hash of the plan; once it was written for the worker, its beginning. */
  readonly p: string;
  /** Node index in the plan. */
  readonly n: number;
  /** Index into the plan's options. */
  readonly o: number;
  /** Service of the root run. */
  readonly s: string;
  /** Version of the service. */
  readonly v: number;
  /** Declared connection. */
  readonly c: string | null;
  readonly i: Json;
  /** Time scale, left out when 1. */
  readonly t?: number;
}

/**
 * Details of a failed activity: the run error, the attempts that were charged, and whether one before the last may have
 * reached its target, so that what it did must be undone.
 */
export interface FailureDetails {
  readonly code: string;
  readonly message: string;
  readonly details?: Json;
  readonly attempts: number;
  readonly reached?: boolean;
}

/** Workflow id of a run, or of a workflow that does a part of it. */
export function workflowId(tenant: string, run: string, part: string | null = null): string {
  return part === null ? `${tenant}/${run}` : `${tenant}/${run}/${part}`;
}

/** Tenant and run of a workflow id, and which part of the run it does, or `null` if it is not one of ours. */
export function parseWorkflowId(id: string): { tenant: string; run: string; part: string | null } | null {
  const slash = id.indexOf('/');
  if (slash < 1) return null;
  const [tenant, rest] = [id.slice(0, slash), id.slice(slash + 1)];
  const next = rest.indexOf('/');
  return next < 0
    ? { tenant, run: rest, part: null }
    : { tenant, run: rest.slice(0, next), part: rest.slice(next + 1) };
}
