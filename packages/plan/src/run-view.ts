import { assertNever, type RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import type { Cut, RunEvent } from './run-event.ts';
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
  /** Set where not all of what the work gave went into the run. */
  readonly cut?: Cut;
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
    case 'operator':
      return next;
    default:
      return assertNever(event);
  }
}

/**
 * The view of a whole run, in time that grows with its events only. Equal to folding them one by one, for events as the
 * engine gives them: a visit that has ended is not spoken of again.
 */
export function viewOf(events: readonly RunEvent[]): RunView {
  const visits: VisitView[] = [];
  const open = new Map<string, number>();
  const variables: Record<string, Json> = {};
  let view = EMPTY_RUN_VIEW;
  for (const event of events) {
    if (event.type === 'visit' || event.type === 'attempt') {
      const index = open.get(event.key) ?? visits.length;
      const visit = visitOf(visits[index], event);
      visits[index] = visit;
      if (visit.ended_at === null) open.set(event.key, index);
      else open.delete(event.key);
    } else if (event.type === 'variable') variables[event.name] = event.value;
    else view = foldRunView(view, event);
  }
  return { ...view, started_at: events[0]?.at ?? null, seq: events.at(-1)?.seq ?? 0, visits, variables };
}

function runOf(view: RunView, event: Extract<RunEvent, { type: 'run' }>): Partial<RunView> {
  return {
    status: event.status,
    output: event.output ?? view.output,
    // An incident that was resolved leaves none behind.
    error: event.error ?? null,
    end_status: event.end_status ?? view.end_status,
    ended_at: FINAL_RUN_STATUSES.includes(event.status) ? event.at : null,
  };
}

/** A visit after one more event. Written out field by field: it is the innermost loop of every view. */
function visitOf(before: VisitView | undefined, event: Extract<RunEvent, { type: 'visit' | 'attempt' }>): VisitView {
  const { node, key, at } = event;
  const ended = event.type === 'visit' && event.status !== 'running' && event.status !== 'waiting';
  const told = event.type === 'visit' ? event : null;
  const attempt = event.type === 'attempt' ? event : null;
  const error = told?.status === 'completed' ? null : (before?.error ?? null);
  return {
    node,
    key,
    status: told?.status ?? before?.status ?? 'running',
    started_at: before?.started_at ?? at,
    ended_at: told === null ? (before?.ended_at ?? null) : ended ? at : null,
    attempts: attempt?.attempt ?? told?.attempts ?? before?.attempts ?? 0,
    next_attempt_at: attempt?.next_at ?? null,
    port: told?.port ?? before?.port ?? null,
    input: told?.input ?? before?.input ?? null,
    output: told?.output ?? before?.output ?? null,
    ...(told?.cut === undefined ? {} : { cut: told.cut }),
    error: event.error ?? error,
  };
}
