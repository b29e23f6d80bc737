import type { RunDetail } from '@omniroute/contracts';
import type { RunError } from '@omniroute/errors';
import type { MockAnswer, RunEvent, Scenario } from '@omniroute/plan';
import { formatDuration, isObject, type Json } from '@omniroute/primitives';

type Visit = RunDetail['visits'][number];

/** What a run does not tell, so that the scenario cannot be wholly like it. */
export type Gap =
  /** Characters of an output were not kept; they are made up where its schema asks for them. */
  | { readonly is: 'cut'; readonly node: string; readonly bytes: number }
  /** It was tried several times, and only the last attempt is known. */
  | { readonly is: 'attempts'; readonly node: string; readonly count: number }
  /** The run is open still; what will come of it is not known. */
  | { readonly is: 'open' };

export interface FromRun {
  readonly scenario: Scenario;
  readonly gaps: readonly Gap[];
}

/** Names under which the engine records that a callback came. */
const CALLBACK = 'omniroute.callback';

/**
 * A scenario of what really happened: the input, what every effect answered and how long it took, messages, callbacks and people
 * with their times, and what came of it. `sample` gives a value that fits a step's output, to put what was cut into.
 */
export function scenarioOfRun(
  run: RunDetail,
  events: readonly RunEvent[],
  given: { readonly name: string; readonly sample: (node: string) => Json | undefined },
): FromRun {
  const start = Date.parse(run.started_at);
  const offset = (at: number) => formatDuration(Math.max(0, at - start));
  const visits = new Map(run.visits.map((visit) => [visit.key, visit]));
  const gaps: Gap[] = [];
  const mocks: Record<string, readonly MockAnswer[]> = {};
  for (const visit of run.visits) {
    if (visit.attempts === 0 || visit.ended_at === null) continue;
    if (visit.attempts > 1) gaps.push({ is: 'attempts', node: visit.node, count: visit.attempts });
    mocks[visit.key] = [answerOfVisit(visit, gaps, given.sample)];
  }
  const tasks = [...visits.values()].flatMap((visit) => {
    const given = taskOf(visit, events);
    return given === null ? [] : [{ ...given, at: offset(given.at) }];
  });
  const taken = events.filter((event) => event.type === 'message');
  const messages = taken
    .filter(({ name }) => name !== CALLBACK)
    .filter((message, index, all) => all.findIndex(({ id }) => id === message.id) === index)
    .map(({ name, correlation, id, at }) => {
      const by = taken.find((event) => event.id === id && event.taken_by !== null)?.taken_by;
      const payload = payloadOf(by == null ? undefined : visits.get(by));
      return { at: offset(at), name, correlation, id, ...(payload === undefined ? {} : { payload }) };
    });
  const callbacks = taken
    .filter(({ name, taken_by: by }) => name === CALLBACK && by !== null)
    .flatMap(({ taken_by: by, at }) => {
      const visit = by === null ? undefined : visits.get(by);
      const payload = payloadOf(visit);
      return visit === undefined
        ? []
        : [{ node: visit.node, at: offset(at), ...(payload === undefined ? {} : { payload }) }];
    });
  if (run.ended_at === null) gaps.push({ is: 'open' });
  const scenario: Scenario = {
    name: given.name,
    trigger: run.trigger,
    input: run.input as Json,
    now: run.started_at,
    ...(Object.keys(mocks).length === 0 ? {} : { mocks }),
    ...(messages.length === 0 ? {} : { messages }),
    ...(callbacks.length === 0 ? {} : { callbacks }),
    ...(tasks.length === 0 ? {} : { tasks }),
    expect: {
      status: run.status,
      ...(run.end_status === null ? {} : { end_status: run.end_status }),
      ...(run.error === null ? { output: run.output as Json } : { error: { code: run.error.code } }),
      visited: [...new Set(run.visits.map(({ node }) => node))],
    },
  };
  return { scenario, gaps };
}

function answerOfVisit(visit: Visit, gaps: Gap[], sample: (node: string) => Json | undefined): MockAnswer {
  const took = Date.parse(visit.ended_at ?? visit.started_at) - Date.parse(visit.started_at);
  const after = visit.attempts === 1 && took > 0 ? { after: formatDuration(took) } : {};
  const { error, cut } = visit;
  if (error !== null) {
    const { code, message, details } = error as RunError;
    return { ...after, error: { code, message, ...(details === undefined ? {} : { details: details as Json }) } };
  }
  const output = visit.output as Json;
  if (cut === undefined) return { ...after, output };
  if (cut.whole !== undefined) return { ...after, output: cut.whole as Json };
  gaps.push({ is: 'cut', node: visit.node, bytes: cut.bytes });
  return { ...after, output: over(sample(visit.node), output) };
}

/** What was kept, laid over a sample: only what is not known is made up. */
function over(sample: Json | undefined, kept: Json): Json {
  if (sample === undefined || !isObject(sample) || !isObject(kept)) return kept;
  const fields = { ...(sample as Readonly<Record<string, Json>>) };
  for (const [name, value] of Object.entries(kept as Readonly<Record<string, Json>>))
    fields[name] = over(fields[name], value);
  return fields;
}

function taskOf(visit: Visit, events: readonly RunEvent[]) {
  if (!events.some((event) => event.type === 'task' && event.key === visit.key)) return null;
  const output = visit.output;
  if (!isObject(output) || visit.port === null || visit.port === 'timeout') return null;
  const { outcome, data, by, at } = output as Readonly<Record<string, Json>>;
  const when = typeof at === 'string' ? Date.parse(at) : Date.parse(visit.ended_at ?? visit.started_at);
  return {
    node: visit.node,
    at: when,
    outcome: typeof outcome === 'string' ? outcome : visit.port,
    ...(data === undefined ? {} : { data }),
    ...(typeof by === 'string' ? { by } : {}),
  };
}

/** What the wait that took it gave on. */
function payloadOf(visit: Visit | undefined): Json | undefined {
  return isObject(visit?.output) ? (visit.output as { payload?: Json }).payload : undefined;
}
