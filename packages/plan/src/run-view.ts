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

/** Applies one event to a view. Pure: the view given is not changed. */
export function foldRunView(view: RunView, event: RunEvent): RunView {
  const next = { ...view, seq: event.seq, started_at: view.started_at ?? event.at };
  switch (event.type) {
    case 'run':
      return {
        ...next,
        status: event.status,
        output: event.output ?? next.output,
        error: event.error ?? next.error,
        end_status: event.end_status ?? next.end_status,
        ended_at: FINAL_RUN_STATUSES.includes(event.status) ? event.at : null,
      };
    case 'visit':
      return {
        ...next,
        visits: withVisit(next.visits, event.key, (visit) => ({
          ...visit,
          node: event.node,
          status: event.status,
          started_at: visit.started_at < 0 ? event.at : visit.started_at,
          ended_at: event.status === 'running' || event.status === 'waiting' ? null : event.at,
          attempts: event.attempts ?? visit.attempts,
          next_attempt_at: null,
          port: event.port ?? visit.port,
          input: event.input ?? visit.input,
          output: event.output ?? visit.output,
          error: event.error ?? (event.status === 'completed' ? null : visit.error),
        })),
      };
    case 'attempt':
      return {
        ...next,
        visits: withVisit(next.visits, event.key, (visit) => ({
          ...visit,
          attempts: event.attempt,
          error: event.error ?? visit.error,
          next_attempt_at: event.next_at ?? null,
        })),
      };
    case 'variable':
      return { ...next, variables: { ...next.variables, [event.name]: event.value } };
    case 'task':
    case 'message':
      return next;
    default:
      return assertNever(event);
  }
}

function withVisit(
  visits: readonly VisitView[],
  key: string,
  change: (visit: VisitView) => VisitView,
): readonly VisitView[] {
  const index = visits.findIndex((visit) => visit.key === key);
  const fresh: VisitView = {
    node: key.slice(0, key.lastIndexOf('#')),
    key,
    status: 'running',
    started_at: -1,
    ended_at: null,
    attempts: 0,
    next_attempt_at: null,
    port: null,
    input: null,
    output: null,
    error: null,
  };
  if (index < 0) return [...visits, change(fresh)];
  return visits.with(index, change(visits[index] as VisitView));
}
