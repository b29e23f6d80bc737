import { type Plan, validate } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import { whyNobodyAnswers } from './run/parked.ts';
import type { State } from './state.ts';

/** An answer to a task, as a person gave it. */
export interface GivenAnswer {
  readonly key: string;
  readonly outcome: string;
  readonly data: Json;
  readonly by: string;
  /** Roles of the person; `*` may answer for anyone. */
  readonly roles: readonly string[];
}

/** Why an answer cannot be taken, or `null`. Pure: the Update validator and the simulator ask the same question. */
export function judgeAnswer(plan: Plan, state: State, answer: GivenAnswer): string | null {
  const parked = whyNobodyAnswers(state);
  if (parked !== null) return parked;
  const task = state.tasks[answer.key];
  const node = task === undefined ? undefined : plan.nodes[task.node];
  if (task === undefined || task.settled !== null || node?.op !== 'task') return 'The task is closed.';
  if (!mayAnswer([task.task, ...task.escalated.map((to) => ({ assignees: to }))], answer))
    return 'The task is for other people.';
  const outcome = node.outcomes.find((each) => each.id === answer.outcome);
  if (outcome === undefined)
    return `The task has no outcome "${answer.outcome}". It has: ${node.outcomes.map((each) => each.id).join(', ')}.`;
  const given = isObject(answer.data) ? answer.data : {};
  const missing = outcome.required.find(
    (field) => given[field] === undefined || given[field] === null || given[field] === '',
  );
  if (missing !== undefined) return `"${missing}" is needed for "${answer.outcome}".`;
  const verdict = node.form === null ? ({ ok: true } as const) : validate(plan.types[node.form] ?? true, answer.data);
  return verdict.ok
    ? null
    : `The form is not right: ${`${verdict.issues[0]?.pointer ?? ''} ${verdict.issues[0]?.message ?? ''}`.trim()}.`;
}

/** Whoever is named, or has a named role; a task for nobody in particular is for everybody. */
function mayAnswer(assignments: readonly Json[], { by, roles }: GivenAnswer): boolean {
  if (roles.includes('*')) return true;
  const named = assignments.map((assignment) => (isObject(assignment) ? assignment.assignees : null)).filter(isObject);
  const lists = named
    .flatMap((each) => [each.users, each.roles])
    .filter((list) => Array.isArray(list) && list.length > 0);
  if (lists.length === 0) return true;
  return named.some(
    ({ users, roles: wanted }) =>
      (Array.isArray(users) && users.includes(by)) ||
      (Array.isArray(wanted) && wanted.some((role) => roles.includes(String(role)))),
  );
}
