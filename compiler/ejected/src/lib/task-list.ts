import { ApplicationFailure, defineUpdate, setHandler } from '@temporalio/workflow';
import type { Answer, AnswerRequest, OpenTask } from './human-task.ts';
import { isObject } from './json.ts';
import { misfitOf } from './schema.ts';

export const answerUpdate = defineUpdate<{ outcome: string }, [AnswerRequest]>('answer');

/** The tasks of a run that wait for a person. An answer that does not fit is refused to whoever gives it. */
export class TaskList {
  private readonly tasks = new Map<string, { task: OpenTask; answer(answer: Omit<Answer, 'at'>): void }>();

  constructor() {
    setHandler(
      answerUpdate,
      ({ key, outcome, data, by }) => {
        this.tasks.get(key)?.answer({ outcome, data, by });
        this.tasks.delete(key);
        return { outcome };
      },
      {
        validator: (request) => {
          const problem = this.problemOf(request);
          if (problem !== null) throw ApplicationFailure.nonRetryable(problem, 'task.refused');
        },
      },
    );
  }

  add(task: OpenTask, answer: (answer: Omit<Answer, 'at'>) => void): void {
    this.tasks.set(task.key, { task, answer });
  }

  remove(key: string): void {
    this.tasks.delete(key);
  }

  open(): OpenTask[] {
    return [...this.tasks.values()].map(({ task }) => task);
  }

  private problemOf({ key, outcome, data }: AnswerRequest): string | null {
    const task = this.tasks.get(key)?.task;
    if (task === undefined) return 'The task is closed.';
    const wanted = task.outcomes[outcome];
    if (wanted === undefined)
      return `The task has no outcome "${outcome}". It has: ${Object.keys(task.outcomes).join(', ')}.`;
    const given = isObject(data) ? data : {};
    const missing = wanted.find((field) => given[field] === undefined || given[field] === null || given[field] === '');
    if (missing !== undefined) return `"${missing}" is needed for "${outcome}".`;
    const misfit = task.form === null ? null : misfitOf(task.form, data);
    return misfit === null ? null : `The form is not right: ${misfit}.`;
  }
}
