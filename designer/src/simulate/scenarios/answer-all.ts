import type { Service } from '@omniroute/dsl';
import { type Plan, type RunReport, type Scenario, viewOf } from '@omniroute/plan';
import { formatDuration } from '@omniroute/primitives';
import { simulate } from '@omniroute/simulator';
import { type Question, questionsOf } from '../questions.ts';
import { sampleValue } from '../sample-value.ts';
import { withDeed } from '../trial.ts';

/** A scenario with the answers that were given to all its questions, how it went, and whom it asked. */
export interface Played {
  readonly scenario: Scenario;
  readonly report: RunReport;
  readonly questions: readonly Asked[];
}

/** A step that asked somebody outside, and what a person could answer. */
export interface Asked {
  readonly node: string;
  readonly outcomes: readonly string[];
}

export interface Manner {
  /** Nobody answers this step. */
  readonly skipped?: string;
  /** A person answers this step so. */
  readonly outcome?: { readonly node: string; readonly outcome: string };
}

/** A run asks no more often than this before it is left to itself. */
const MOST = 25;
const MINUTE = 60_000;

/** Plays a scenario and answers whatever it asks a minute after it asked, until it asks nothing more. */
export function answered(plan: Plan, service: Service, scenario: Scenario, manner: Manner = {}): Played {
  const asked = new Map<string, Asked>();
  const done = new Set<string>();
  let now = scenario;
  for (;;) {
    const { events, explained, reached: _, ...report } = simulate(plan, now, { service: service.id, explain: true });
    const started = events[0]?.at ?? 0;
    const next = viewOf(events)
      .visits.filter(({ key, node }) => !done.has(key) && !key.includes('/') && node !== manner.skipped)
      .flatMap(({ key, started_at: at }) => {
        // What was open when the visit had just begun to wait.
        const until = events.findIndex((event) => event.type === 'visit' && event.key === key);
        const seen = events.slice(0, untilAsked(events, until));
        return questionsOf(plan, seen, explained?.waits ?? {})
          .filter((question) => question.key === key)
          .map((question) => ({ question, at: at - started }));
      })
      .at(0);
    if (next === undefined || done.size >= MOST) return { scenario: now, report, questions: [...asked.values()] };
    const { question, at } = next;
    done.add(question.key);
    asked.set(question.node, { node: question.node, outcomes: outcomesOf(question) });
    now = answer(now, question, formatDuration(at + MINUTE), manner);
  }
}

/** The task that a visit opens is told right after it. */
function untilAsked(events: readonly { readonly type: string; readonly at: number }[], index: number): number {
  const at = events[index]?.at;
  let end = index + 1;
  while (events[end]?.type === 'task' && events[end]?.at === at) end += 1;
  return end;
}

const outcomesOf = (question: Question) => (question.is === 'task' ? question.task.outcomes.map(({ id }) => id) : []);

function answer(scenario: Scenario, question: Question, at: string, { outcome }: Manner): Scenario {
  const { node } = question;
  switch (question.is) {
    case 'task': {
      const [first] = outcomesOf(question);
      const wanted = outcome?.node === node ? outcome.outcome : (first ?? '');
      const { form } = question.task;
      return withDeed(scenario, 'tasks', { node, at, outcome: wanted, data: form == null ? {} : sampleValue(form) });
    }
    case 'message': {
      const { name, correlation, schema } = question;
      const payload = schema === undefined ? {} : sampleValue(schema);
      return withDeed(scenario, 'messages', { at, name, correlation, payload, id: `${node}-${at}` });
    }
    case 'callback':
      return withDeed(scenario, 'callbacks', {
        node,
        at,
        payload: question.schema === undefined ? {} : sampleValue(question.schema),
      });
  }
}
