import { type Plan, parseKey, type RunEvent, viewOf } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import type { Explanation } from '@omniroute/simulator';

/** Something that waits for somebody outside: a task for a person, a message, or a callback. */
export type Question =
  | { readonly is: 'task'; readonly key: string; readonly node: string; readonly task: TaskFacts }
  | {
      readonly is: 'message';
      readonly key: string;
      readonly node: string;
      readonly name: string;
      readonly correlation: string;
      readonly schema: unknown;
    }
  | { readonly is: 'callback'; readonly key: string; readonly node: string; readonly schema: unknown };

/** As much of a task as answering it needs. */
export interface TaskFacts {
  readonly title: string;
  readonly form: unknown;
  readonly outcomes: readonly { readonly id: string; readonly label: string }[];
}

/** What is open after some events. */
export function questionsOf(plan: Plan, events: readonly RunEvent[], waits: Explanation['waits']): readonly Question[] {
  const tasks = new Map<string, Json>();
  for (const event of events) if (event.type === 'task' && event.task !== undefined) tasks.set(event.key, event.task);
  return viewOf(events)
    .visits.filter(({ status }) => status === 'waiting')
    .flatMap(({ key, node }): Question[] => {
      const task = tasks.get(key);
      if (task !== undefined) return [{ is: 'task', key, node, task: factsOf(task, plan, key) }];
      return (waits[key] ?? []).flatMap(({ event, correlation }) => doorOf(plan, { key, node, event, correlation }));
    });
}

function doorOf(
  plan: Plan,
  { key, node, event, correlation }: { key: string; node: string; event: string; correlation: string },
): Question[] {
  const op = plan.nodes.find(({ id, op: is }) => id === parseKey(key).node && is === 'wait');
  const awaited = op?.op === 'wait' ? op.events.find(({ id }) => id === event)?.for : undefined;
  if (awaited?.on !== 'message' && awaited?.on !== 'callback') return [];
  const schema = awaited.type === null ? undefined : plan.types[awaited.type];
  if (awaited.on === 'callback') return [{ is: 'callback', key, node, schema }];
  return [{ is: 'message', key, node, name: awaited.name, correlation, schema }];
}

function factsOf(task: Json, plan: Plan, key: string): TaskFacts {
  const facts = isObject(task) ? (task as Readonly<Record<string, Json>>) : {};
  const op = plan.nodes.find(({ id, op: is }) => id === parseKey(key).node && is === 'task');
  const declared = op?.op === 'task' ? op.outcomes.map(({ id }) => ({ id })) : [];
  const outcomes: readonly Json[] = Array.isArray(facts.outcomes) ? (facts.outcomes as readonly Json[]) : declared;
  return {
    title: String(facts.title ?? ''),
    form: facts.form,
    outcomes: outcomes.flatMap((outcome) => {
      const { id, label } = isObject(outcome) ? (outcome as Readonly<Record<string, Json>>) : {};
      return id === undefined ? [] : [{ id: String(id), label: String(label ?? id) }];
    }),
  };
}
