import { assertNever, type RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import type { RunEvent } from './run-event.ts';
import { FINAL_RUN_STATUSES, type RunStatus, type VisitStatus } from './status.ts';

/** One visit of a node, as people see it. */
export interface VisitView {
  readonly node: string;
  readonly key: string;
  readonly status: VisitStatus;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly attempts: number;
  readonly next_attempt_at: number | null;
  readonly port: string | null;
  readonly input: Json | null;
  readonly output: Json | null;
  readonly error: RunError | null;
}

/** A whole run as people see it: a fold of its events. */
export interface RunView {
  readonly status: RunStatus;
  readonly end_status: string | null;
  readonly output: Json | null;
  readonly error: RunError | null;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly visits: readonly VisitView[];
  readonly variables: Readonly<Record<string, Json>>;
  readonly seq: number;
}

export const EMPTY_RUN_VIEW: RunView = {
  status: 'running',
  end_status: null,
  output: null,
  error: null,
  started_at: null,
  ended_at: null,
  visits: [],
  variables: {},
  seq: 0,
};

/** Applies one event to a view. Pure: the view given is not changed. For many events at once `viewOf` is faster. */
export function foldRunView(view: RunView, event: RunEvent): RunView {
  const next = { ...view, seq: event.seq, started_at: view.started_at ?? event.at };
  switch (event.type) {
    case 'run':
      return { ...next, ...runOf(view, event) };
    case 'visit':
    case 'attempt': {
      const index = view.visits.findIndex((visit) => visit.key === event.key);
      const visit = visitOf(view.visits[index], event);
      return { ...next, visits: index < 0 ? [...view.visits, visit] : view.visits.with(index, visit) };
    }
    case 'variable':
      return { ...next, variables: { ...view.variables, [event.name]: event.value } };
    case 'task':
    case 'message':
      return next;
    default:
      return assertNever(event);
  }
}

/** The view of a whole run, in time that grows with its events only. Equal to folding them one by one. */
export function viewOf(events: readonly RunEvent[]): RunView {
  const visits = new Map<string, VisitView>();
  const variables: Record<string, Json> = {};
  let view = EMPTY_RUN_VIEW;
  for (const event of events) {
    if (event.type === 'visit' || event.type === 'attempt')
      visits.set(event.key, visitOf(visits.get(event.key), event));
    else if (event.type === 'variable') variables[event.name] = event.value;
    else view = foldRunView(view, event);
  }
  const first = events[0];
  return {
    ...view,
    started_at: first === undefined ? null : first.at,
    seq: events.at(-1)?.seq ?? 0,
    visits: [...visits.values()],
    variables,
  };
}

function runOf(view: RunView, event: Extract<RunEvent, { type: 'run' }>): Partial<RunView> {
  return {
    status: event.status,
    output: event.output ?? view.output,
    error: event.error ?? view.error,
    end_status: event.end_status ?? view.end_status,
    ended_at: FINAL_RUN_STATUSES.includes(event.status) ? event.at : null,
  };
}

function visitOf(before: VisitView | undefined, event: Extract<RunEvent, { type: 'visit' | 'attempt' }>): VisitView {
  const visit = before ?? freshVisit(event);
  if (event.type === 'attempt') {
    return {
      ...visit,
      attempts: event.attempt,
      error: event.error ?? visit.error,
      next_attempt_at: event.next_at ?? null,
    };
  }
  const open = event.status === 'running' || event.status === 'waiting';
  return {
    ...visit,
    status: event.status,
    ended_at: open ? null : event.at,
    attempts: event.attempts ?? visit.attempts,
    next_attempt_at: null,
    port: event.port ?? visit.port,
    input: event.input ?? visit.input,
    output: event.output ?? visit.output,
    error: event.error ?? (event.status === 'completed' ? null : visit.error),
  };
}

function freshVisit({
  node,
  key,
  at,
}: {
  readonly node: string;
  readonly key: string;
  readonly at: number;
}): VisitView {
  return {
    node,
    key,
    status: 'running',
    started_at: at,
    ended_at: null,
    attempts: 0,
    next_attempt_at: null,
    port: null,
    input: null,
    output: null,
    error: null,
  };
}
