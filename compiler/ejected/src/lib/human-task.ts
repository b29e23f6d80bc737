import { CancellationScope, condition, isCancellation, scheduleActivity } from '@temporalio/workflow';
import { failure } from './errors.ts';
import type { Json } from './json.ts';
import type { Place } from './place.ts';
import type { Schema } from './schema.ts';
import { dueAt, instantText } from './time.ts';

/** A task that waits for a person. Outcomes name the fields that they need. */
export interface OpenTask {
  readonly key: string;
  readonly node: string;
  readonly task: Json;
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  readonly form: Schema | null;
}

/** What a person answers. */
export interface AnswerRequest {
  readonly key: string;
  readonly outcome: string;
  readonly data: Json;
  readonly by: string;
}

/** How a task ended; the outcome is `timeout` where nobody answered in time. */
export interface Answer {
  readonly outcome: string;
  readonly data: Json;
  readonly by: string | null;
  readonly at: string;
}

export interface TaskOptions {
  readonly task: { readonly [field: string]: Json };
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  readonly form?: Schema;
  /** When it is overdue, which closes nothing. */
  readonly due?: string;
  /** Counted from `due`. */
  readonly escalation?: readonly { readonly after: string; readonly to: () => Json }[];
  /** When it is closed unanswered. */
  readonly timeout?: string;
  /** Nothing leads on from the timeout: then it is an error. */
  readonly failLate?: boolean;
  /** The queue of the activities that write the inbox. */
  readonly taskQueue: string;
}

/** Opens a task in the inbox, waits for its answer or its end, and closes it. */
export async function humanTask<Outcome extends string, Data = Json, By extends string | null = string | null>(
  at: Place,
  node: string,
  options: TaskOptions,
): Promise<{ outcome: Outcome; data: Data; by: By; at: string }> {
  const key = at.begin(node);
  const opened = Date.now();
  const alarms = alarmsOf(options, opened);
  const due = alarms.find(({ kind }) => kind === 'due');
  const task = { ...options.task, ...(due === undefined ? {} : { due_at: instantText(due.at) }) };
  const serve = (activity: string, word: string, input: { readonly [field: string]: Json }) =>
    scheduleActivity<void>(activity, [input], {
      activityId: `${key}:${word}`,
      taskQueue: options.taskQueue,
      startToCloseTimeout: 30_000,
      retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 10_000 },
      summary: node,
    });
  const escalations: Promise<void>[] = [];
  const escalate = (level: number, to: Json) =>
    CancellationScope.nonCancellable(() => serve('escalateTask', `escalate${level}`, { key, level, to }));
  const close = (state: string, outcome: string | null) =>
    CancellationScope.nonCancellable(async () => {
      await Promise.all(escalations);
      await serve('closeTask', 'close', { key, state, outcome });
    });
  let answer: Omit<Answer, 'at'> | null = null;
  let answeredAt = '';
  at.run.tasks.add({ key, node, task, outcomes: options.outcomes, form: options.form ?? null }, (given) => {
    answer = given;
    answeredAt = instantText(Date.now());
  });
  try {
    await serve('openTask', 'open', { key, node, task });
    let passed = 0;
    for (const alarm of alarms) {
      const left = alarm.at - Math.max(passed, Date.now());
      if (answer !== null || (left > 0 && (await condition(() => answer !== null, left)))) break;
      passed = alarm.at;
      if (alarm.kind === 'timeout') answer ??= { outcome: 'timeout', data: {}, by: null };
      if (alarm.kind === 'escalation' && answer === null) escalations.push(escalate(alarm.level, alarm.to()));
    }
    await condition(() => answer !== null);
  } catch (caught) {
    if (isCancellation(caught)) await close('withdrawn', null);
    throw caught;
  } finally {
    at.run.tasks.remove(key);
  }
  const given = answer as unknown as Omit<Answer, 'at'>;
  const late = given.by === null && given.outcome === 'timeout';
  await close(late ? 'timed_out' : 'answered', late ? null : given.outcome);
  if (late && options.failLate === true)
    throw failure({ code: 'timeout.human_task', message: `Nobody answered "${node}" in time.`, node });
  const { outcome, data, by } = given;
  return { outcome: outcome as Outcome, data: data as Data, by: by as By, at: answeredAt || instantText(Date.now()) };
}

type Alarm =
  | { readonly kind: 'due' | 'timeout'; readonly at: number }
  | { readonly kind: 'escalation'; readonly at: number; readonly level: number; readonly to: () => Json };

/** What happens to a task while nobody answers, in order of time. */
function alarmsOf({ due, escalation = [], timeout }: TaskOptions, from: number): Alarm[] {
  const alarms: Alarm[] = [];
  const dueTime = due === undefined ? from : dueAt(due, from);
  if (due !== undefined) alarms.push({ kind: 'due', at: dueTime });
  for (const [index, { after, to }] of escalation.entries())
    alarms.push({ kind: 'escalation', at: dueAt(after, dueTime), level: index + 1, to });
  if (timeout !== undefined) alarms.push({ kind: 'timeout', at: dueAt(timeout, from) });
  return alarms.sort((a, b) => a.at - b.at);
}
